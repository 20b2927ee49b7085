-- Run by the image once, when the database is new.
\set metadata_password `cat /run/secrets/metadata-password`
\set ingest_password `cat /run/secrets/ingest-password`
\set lineage_password `cat /run/secrets/lineage-password`
\set platform_password `cat /run/secrets/platform-password`
\i /weir/roles.sql
