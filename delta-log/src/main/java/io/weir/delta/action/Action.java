package io.weir.delta.action;

import io.weir.delta.json.FieldWriter;

/**
 * One change of a table: one line of a commit file. Reading keeps what it does not know ({@code unknown} fields, an
 * {@link UnknownAction}), so that writing gives back all that was read; optional fields that are null are left out.
 */
public sealed interface Action
        permits CommitInfo,
                Metadata,
                Protocol,
                SetTransaction,
                DomainMetadata,
                RemoveFile,
                AddFile,
                AddCdcFile,
                CheckpointMetadata,
                Sidecar,
                UnknownAction {

    /** The name of the line's one field, as in {@code {"add": …}}. */
    String key();

    /** Writes the fields of the action's body, in the order that is the same for every action of its kind. */
    void writeFields(FieldWriter writer);
}
