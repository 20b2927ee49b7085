package io.weir.test;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Has every test with this module beside it wait a minute for what must come, where Awaitility by itself waits ten seconds. A
 * test that passes waits no longer for it, and one that fails should not have failed because the machine was busy.
 */
public final class PatientWaits implements LauncherSessionListener {

    private static final Duration AT_MOST = Duration.ofMinutes(1);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(AT_MOST);
    }
}
