package io.weir.lineage.object;

/** Objects that lie elsewhere. */
public interface RemoteObjects {

    /**
     * Objects below a location, which nobody is asked for yet.
     *
     * @throws IllegalArgumentException if nothing could be reached so; names the setting, and no secret
     */
    Objects at(String location, ObjectSettings settings);
}
