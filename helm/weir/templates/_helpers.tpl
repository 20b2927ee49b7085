{{/* The services: the key of their values, their schema, their port and who calls them. */}}
{{- define "weir.services" -}}
- {key: platformApi, name: platform-api, schema: platform, port: 8080, callers: [ingest-worker]}
- {key: metadataService, name: metadata-service, schema: metadata, port: 8081, callers: [platform-api, ingest-worker]}
- {key: ingestWorker, name: ingest-worker, schema: ingest, port: 8082, callers: [platform-api]}
- {key: lineageService, name: lineage-service, schema: lineage, port: 8083, callers: [platform-api, ingest-worker, metadata-service]}
{{- end }}

{{- define "weir.fullname" -}}
{{- if contains "weir" .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-weir" .Release.Name | trunc 40 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "weir.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{ include "weir.selector" . }}
{{- end }}

{{- define "weir.selector" -}}
app.kubernetes.io/name: weir
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "weir.databaseSecret" -}}
{{- .Values.database.existingSecret | default (printf "%s-database" (include "weir.fullname" .)) }}
{{- end }}

{{- define "weir.identitySecret" -}}
{{- .Values.identity.existingSecret | default (printf "%s-identity" (include "weir.fullname" .)) }}
{{- end }}

{{/* The secret with the keys that encrypt users' secrets; empty where there are none. */}}
{{- define "weir.secretsSecret" -}}
{{- .Values.secrets.existingSecret | default (ternary (printf "%s-secrets" (include "weir.fullname" .)) "" (not (empty .Values.secrets.keys))) }}
{{- end }}

{{- define "weir.claim" -}}
{{- .Values.persistence.existingClaim | default (printf "%s-data" (include "weir.fullname" .)) }}
{{- end }}

{{/* Without an authority of one's own, that of the Java runtime: the driver would look for a file otherwise. */}}
{{- define "weir.jdbcUrl" -}}
{{- $d := .Values.database -}}
jdbc:postgresql://{{ $d.host }}:{{ $d.port }}/{{ $d.name }}?sslmode={{ $d.sslMode }}&ApplicationName=weir
{{- if $d.caSecret }}&sslrootcert=/run/authority/ca.crt{{ else if ne $d.sslMode "require" }}&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory{{ end }}
{{- end }}

{{/* The pod of one service, alike for its deployment and its migration. Takes root, service, values and migration. */}}
{{- define "weir.podSpec" -}}
{{- $root := .root }}{{ $service := .service }}{{ $values := .values }}
{{- /* A migration opens no secret. */}}
{{- $secrets := ternary (include "weir.secretsSecret" $root) "" (and (eq $service.schema "platform") (not .migration)) }}
{{- $tables := and (eq $service.schema "metadata") (not .migration) }}
serviceAccountName: {{ include "weir.fullname" $root }}-{{ $service.name }}
automountServiceAccountToken: false
enableServiceLinks: false
terminationGracePeriodSeconds: 60
securityContext:
  runAsNonRoot: true
  runAsUser: 65532
  runAsGroup: 65532
  fsGroup: 65532
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: {type: RuntimeDefault}
{{- with $root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with $values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
containers:
  - name: {{ $service.name }}
    image: {{ with $root.Values.image.registry }}{{ . }}/{{ end }}{{ $root.Values.image.repository }}/{{ $service.name }}:{{ $root.Values.image.tag | default $root.Chart.AppVersion }}
    imagePullPolicy: {{ $root.Values.image.pullPolicy }}
    securityContext:
      readOnlyRootFilesystem: true
      allowPrivilegeEscalation: false
      capabilities: {drop: [ALL]}
    env:
      - name: SPRING_DATASOURCE_URL
        value: {{ include "weir.jdbcUrl" $root | quote }}
      - name: SPRING_DATASOURCE_USERNAME
        value: weir_{{ $service.schema }}
      - name: WEIR_DATABASE_PASSWORD_FILE
        value: /run/secrets/weir/spring.datasource.password
      - name: SPRING_CONFIG_IMPORT
        value: configtree:/run/secrets/weir/{{ if eq $service.schema "platform" }},configtree:/run/secrets/first/{{ end }}
      - name: WEIR_IDENTITY_ENABLED
        value: "true"
      - name: WEIR_IDENTITY_KEY_FILE
        value: /run/identity/keys.json
      - name: WEIR_IDENTITY_ROTATION
        value: "0"
      - name: MANAGEMENT_SERVER_PORT
        value: "9080"
      - name: LOGGING_STRUCTURED_FORMAT_CONSOLE
        value: {{ $root.Values.logFormat }}
      {{- range include "weir.services" $root | fromYamlArray }}
      - name: WEIR_SERVICES_{{ .schema | upper }}_URL
        value: {{ ternary "https" "http" (not (empty $root.Values.tls.secret)) }}://{{ include "weir.fullname" $root }}-{{ .name }}:{{ .port }}
      {{- end }}
      {{- if $root.Values.tls.secret }}
      - name: WEIR_TLS_CERTIFICATE
        value: /run/tls/tls.crt
      - name: WEIR_TLS_KEY
        value: /run/tls/tls.key
      {{- end }}
      {{- if $root.Values.tls.authoritiesSecret }}
      - name: WEIR_TLS_AUTHORITIES
        value: /run/authorities/ca.crt
      {{- end }}
      {{- with $root.Values.tracing.endpoint }}
      - name: WEIR_TRACING_ENDPOINT
        value: {{ . | quote }}
      - name: WEIR_TRACING_SHARE
        value: {{ $root.Values.tracing.share | quote }}
      {{- end }}
      {{- if $tables }}
      {{- include "weir.tablesEnv" $root | nindent 6 }}
      {{- end }}
      {{- if $secrets }}
      - name: WEIR_SECRETS_KEYS
        value: file:/run/keys/keys
      {{- end }}
      {{- with $root.Values.outbound.allowed }}
      - name: WEIR_OUTBOUND_ALLOWED
        value: {{ join "," . | quote }}
      {{- end }}
      {{- range $name, $value := $values.env }}
      - name: {{ $name }}
        value: {{ $value | quote }}
      {{- end }}
      {{- if .migration }}
      # Ends once the beans are made, and so the schema is migrated, before anything listens or works.
      - name: JDK_JAVA_OPTIONS
        value: -Dspring.context.exit=onRefresh
      {{- end }}
    resources: {{- toYaml $values.resources | nindent 6 }}
    {{- if not .migration }}
    ports:
      - {name: http, containerPort: {{ $service.port }}}
      - {name: management, containerPort: 9080}
    startupProbe:
      httpGet: {path: /actuator/health/readiness, port: management}
      periodSeconds: 2
      failureThreshold: 90
    readinessProbe:
      httpGet: {path: /actuator/health/readiness, port: management}
      periodSeconds: 5
      timeoutSeconds: 3
    livenessProbe:
      httpGet: {path: /actuator/health/liveness, port: management}
      periodSeconds: 10
      timeoutSeconds: 5
      failureThreshold: 6
    lifecycle:
      # Until every proxy has heard that this pod takes no more calls.
      preStop: {sleep: {seconds: 8}}
    {{- end }}
    volumeMounts:
      - {name: tmp, mountPath: /tmp}
      - {name: data, mountPath: /var/lib/weir}
      - {name: password, mountPath: /run/secrets/weir, readOnly: true}
      - {name: identity, mountPath: /run/identity, readOnly: true}
      {{- if eq $service.schema "platform" }}
      - {name: first, mountPath: /run/secrets/first, readOnly: true}
      {{- end }}
      {{- if $secrets }}
      - {name: keys, mountPath: /run/keys, readOnly: true}
      {{- end }}
      {{- if $root.Values.database.caSecret }}
      - {name: authority, mountPath: /run/authority, readOnly: true}
      {{- end }}
      {{- if $root.Values.tls.secret }}
      - {name: tls, mountPath: /run/tls, readOnly: true}
      {{- end }}
      {{- if $root.Values.tls.authoritiesSecret }}
      - {name: authorities, mountPath: /run/authorities, readOnly: true}
      {{- end }}
      {{- if $tables }}
      {{- range $name, $secret := include "weir.tablesSecrets" $root | fromYaml }}
      - {name: {{ $name }}, mountPath: /run/{{ $name }}, readOnly: true}
      {{- end }}
      {{- end }}
volumes:
  - name: tmp
    emptyDir: {sizeLimit: 2Gi}
  - name: data
    persistentVolumeClaim: {claimName: {{ include "weir.claim" $root }}}
  - name: password
    secret:
      secretName: {{ include "weir.databaseSecret" $root }}
      defaultMode: 0440
      items:
        - {key: {{ $service.schema }}, path: spring.datasource.password}
  - name: identity
    secret:
      secretName: {{ include "weir.identitySecret" $root }}
      defaultMode: 0440
      items: [{key: keys.json, path: keys.json}]
  {{- if eq $service.schema "platform" }}
  - name: first
    secret:
      secretName: {{ include "weir.identitySecret" $root }}
      defaultMode: 0440
      # Once others are made and it is revoked, it may go.
      optional: true
      items: [{key: admin-token, path: weir.tokens.first}]
  {{- end }}
  {{- with $secrets }}
  - name: keys
    secret: {secretName: {{ . }}, defaultMode: 0440, items: [{key: keys, path: keys}]}
  {{- end }}
  {{- with $root.Values.database.caSecret }}
  - name: authority
    secret: {secretName: {{ . }}, items: [{key: ca.crt, path: ca.crt}]}
  {{- end }}
  {{- with $root.Values.tls.secret }}
  - name: tls
    secret: {secretName: {{ . }}, defaultMode: 0440, items: [{key: tls.crt, path: tls.crt}, {key: tls.key, path: tls.key}]}
  {{- end }}
  {{- with $root.Values.tls.authoritiesSecret }}
  - name: authorities
    secret: {secretName: {{ . }}, items: [{key: ca.crt, path: ca.crt}]}
  {{- end }}
  {{- if $tables }}
  {{- range $name, $secret := include "weir.tablesSecrets" $root | fromYaml }}
  - name: {{ $name }}
    secret: {secretName: {{ $secret.name }}, defaultMode: 0440, items: {{ $secret.items | toJson }}}
  {{- end }}
  {{- end }}
{{- end }}

{{/* Where tables may lie beside the claim, and how their stores are reached. */}}
{{- define "weir.tablesEnv" -}}
{{- $tables := .Values.tables -}}
{{- with $tables.roots }}
- name: WEIR_METADATA_ALLOWED_ROOTS
  value: {{ join "," . | quote }}
{{- end }}
{{- with $tables.s3.endpoint }}
- name: WEIR_METADATA_S3_ENDPOINT
  value: {{ . | quote }}
{{- end }}
{{- with $tables.s3.region }}
- name: WEIR_METADATA_S3_REGION
  value: {{ . | quote }}
{{- end }}
{{- if $tables.s3.pathStyle }}
- name: WEIR_METADATA_S3_PATH_STYLE
  value: "true"
{{- end }}
{{- if $tables.s3.credentialsSecret }}
- name: AWS_SHARED_CREDENTIALS_FILE
  value: /run/s3/credentials
{{- end }}
{{- with $tables.azure.identityAccounts }}
- name: WEIR_METADATA_AZURE_IDENTITY_ACCOUNTS
  value: {{ join "," . | quote }}
{{- end }}
{{- /* Without the underscore that is a dash: what follows a name that has one is not taken for a map's key. */}}
{{- range $tables.azure.keyAccounts }}
- name: WEIR_METADATA_AZURE_ACCOUNTKEYS_{{ . | upper }}
  value: file:/run/azure/{{ . }}
{{- end }}
{{- if $tables.google.keySecret }}
- name: WEIR_METADATA_GOOGLE_KEY
  value: file:/run/google/key.json
{{- end }}
{{- end }}

{{/* The secrets that they are reached with, by the folder that each is seen in. */}}
{{- define "weir.tablesSecrets" -}}
{{- $tables := .Values.tables -}}
{{- with $tables.s3.credentialsSecret }}
s3: {name: {{ . }}, items: [{key: credentials, path: credentials}]}
{{- end }}
{{- if $tables.azure.keyAccounts }}
azure:
  name: {{ $tables.azure.keysSecret }}
  items:
    {{- range $tables.azure.keyAccounts }}
    - {key: {{ . }}, path: {{ . }}}
    {{- end }}
{{- end }}
{{- with $tables.google.keySecret }}
google: {name: {{ . }}, items: [{key: key.json, path: key.json}]}
{{- end }}
{{- end }}
