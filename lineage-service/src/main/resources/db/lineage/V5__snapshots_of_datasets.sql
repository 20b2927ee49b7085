create index snapshot_by_dataset on snapshot (dataset_id, created_at);
