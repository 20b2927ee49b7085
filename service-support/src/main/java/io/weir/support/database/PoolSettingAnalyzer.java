package io.weir.support.database;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Has a start that fails for a setting of the pool end with the line that says so, in place of a stack trace. */
final class PoolSettingAnalyzer extends AbstractFailureAnalyzer<PoolSettingException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, PoolSettingException refused) {
        return new FailureAnalysis(refused.getMessage(), "Set what is allowed, or nothing.", refused);
    }
}
