#!/usr/bin/env bash
# Makes the secrets of docker-compose.yml that are not there yet: random passwords, a key, a certificate and its authority
# for PostgreSQL, the keys by which the services sign and by which secrets are encrypted, and the first administrator's token.
# Needs openssl.
#   compose/make-secrets.sh [FOLDER]      FOLDER: secrets, beside docker-compose.yml
set -euo pipefail

folder=${1:-$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)/secrets}
# The containers' users read the files; nobody else of this machine comes past the folder.
mkdir -p -m 700 -- "$folder"
cd -- "$folder"
umask 022

for name in postgres metadata ingest lineage platform s3 grafana; do
    if [ ! -s "$name-password" ]; then
        openssl rand -hex 24 | tr -d '\n' >"$name-password"
    fi
done

if [ ! -s identity-keys ]; then
    printf '{"keys":[{"id":"%s","secret":"%s","createdAt":"%s"}]}' \
        "$(openssl rand -hex 6)" "$(openssl rand -base64 32)" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >identity-keys
fi

if [ ! -s secret-keys ]; then
    printf '%s:%s\n' "$(date -u +%Y-%m)" "$(openssl rand -base64 32)" >secret-keys
fi

if [ ! -s admin-token ]; then
    printf 'weir_%s_%s' "$(openssl rand -hex 6)" "$(openssl rand -base64 32 | tr '+/' '-_' | tr -d '=\n')" >admin-token
fi

if [ ! -s postgres-certificate ]; then
    openssl req -x509 -newkey rsa:3072 -nodes -sha256 -days 3650 -subj '/CN=Weir compose authority' \
        -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign \
        -keyout authority-key -out postgres-ca 2>/dev/null
    openssl req -newkey rsa:3072 -nodes -sha256 -subj '/CN=postgres' -keyout postgres-key -out postgres-request 2>/dev/null
    openssl x509 -req -in postgres-request -CA postgres-ca -CAkey authority-key -CAcreateserial -days 825 -sha256 \
        -extfile <(printf 'subjectAltName=DNS:postgres,DNS:localhost\n') -out postgres-certificate 2>/dev/null
    # Nobody shall sign another certificate with it.
    rm -f -- authority-key postgres-request postgres-ca.srl
fi
# openssl makes keys that only their owner reads, who is not the container's user.
chmod 644 -- *
