{{/* What cannot be right is refused here, before anything reaches the cluster: each time with the key and what to write instead. */}}

{{- define "sluice.checks" -}}
{{- include "sluice.checkOwned" . -}}
{{- include "sluice.checkListeners" . -}}
{{- include "sluice.checkDisk" . -}}
{{- include "sluice.checkReplicas" . -}}
{{- include "sluice.checkMemory" . -}}
{{- range $section, $below := .Values.config -}}
{{- if not (has $section (list "mappings" "authorization")) -}}{{- include "sluice.checkLiterals" (list (printf "config.%s" $section) $below) -}}{{- end -}}
{{- end -}}
{{- range $name, $text := merge (dict) .Values.files .Values.schemas -}}
{{- if regexMatch "PRIVATE KEY-----" (toString $text) -}}
{{- fail (printf "files and schemas: %s holds a private key. Put it into a Secret and name that under secrets.files." $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* What the chart writes into sluice.yaml itself, and what nobody can guess. */}}
{{- define "sluice.checkOwned" -}}
{{- $config := .Values.config -}}
{{- if dig "mqtt" "listeners" "" $config -}}
{{- fail "config.mqtt.listeners: the chart writes it, so that Services and network policies follow. Write it under listeners." -}}
{{- end -}}
{{- if $config.management -}}
{{- fail "config.management: the chart writes it. Name the Secret of the token under management.token." -}}
{{- end -}}
{{- if $config.shutdown -}}
{{- fail "config.shutdown: the chart writes it, and gives the pod as much time. Write it under shutdown." -}}
{{- end -}}
{{- if dig "data" "folder" "" $config -}}
{{- fail "config.data.folder: it is where the volume is, /var/lib/sluice. Leave it out." -}}
{{- end -}}
{{- if dig "schemas" "folder" "" $config -}}
{{- fail "config.schemas.folder: the chart writes it. Put schemas under schemas." -}}
{{- end -}}
{{- if not (dig "kafka" "bootstrap.servers" "" $config) -}}
{{- fail "config.kafka: write bootstrap.servers, the addresses of your Kafka: kafka-1:9092,kafka-2:9092" -}}
{{- end -}}
{{- if not $config.authentication -}}
{{- fail "config.authentication: say how devices prove who they are (docs/authentication.md), or write anonymous: true to let everybody in." -}}
{{- end -}}
{{- end -}}

{{- define "sluice.checkListeners" -}}
{{- $listeners := include "sluice.listeners" . | fromJson -}}
{{- if not $listeners -}}{{- fail "listeners: none is enabled, so no device could come in." -}}{{- end -}}
{{- $ports := dict "8080" "management" -}}
{{- range $name, $listener := $listeners -}}
{{- $port := int $listener.port | toString -}}
{{- if eq $port "0" -}}{{- fail (printf "listeners.%s.port: write the port." $name) -}}{{- end -}}
{{- if hasKey $ports $port -}}{{- fail (printf "listeners.%s.port: %s is the port of %s already." $name $port (index $ports $port)) -}}{{- end -}}
{{- $_ := set $ports $port $name -}}
{{- if and (ne $listener.clientCertificate "none") (not $listener.tls) -}}
{{- fail (printf "listeners.%s.clientCertificate: without tls there are no certificates. Write tls: true." $name) -}}
{{- end -}}
{{- if and $listener.trustedProxies (not $listener.proxyProtocol) -}}
{{- fail (printf "listeners.%s.trustedProxies: means nothing without proxyProtocol: true." $name) -}}
{{- end -}}
{{- end -}}
{{- $given := .Values.tls.secretName -}}
{{- $made := .Values.tls.certManager.enabled -}}
{{- if and (eq (include "sluice.anyTls" .) "true") (not $given) (not $made) -}}
{{- fail "tls: a listener has tls: true, so name a Secret with tls.crt and tls.key under tls.secretName, or let cert-manager make one with tls.certManager.enabled." -}}
{{- end -}}
{{- if and $made (not .Values.tls.certManager.issuer.name) -}}{{- fail "tls.certManager.issuer.name: write which issuer signs." -}}{{- end -}}
{{- if and $made (not .Values.tls.certManager.dnsNames) -}}{{- fail "tls.certManager.dnsNames: write the names by which devices know this server." -}}{{- end -}}
{{- if eq (include "sluice.anyClientCertificate" .) "true" -}}
{{- with .Values.tls.clientCa -}}
{{- if eq (empty .secretName) (empty .configMapName) -}}
{{- fail "tls.clientCa: a listener asks for client certificates, so name the Secret or the ConfigMap with the certificates that sign them, and not both." -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* What has been promised to be kept needs a disk that outlives the pod. */}}
{{- define "sluice.checkDisk" -}}
{{- $config := .Values.config -}}
{{- $kept := .Values.persistence.enabled -}}
{{- $spools := not (empty $config.spool) -}}
{{- range $config.mappings -}}
{{- if eq (default "kafka" .ack) "spool" -}}{{- $spools = true -}}{{- end -}}
{{- if and (eq (default "kafka" .ack) "spool") (not $kept) -}}
{{- fail (printf "config.mappings: rule %s has ack: spool, and what devices were told is safe would be lost with the pod. Write persistence.enabled: true." .name) -}}
{{- end -}}
{{- if and (index . "exactly-once") (not $kept) -}}
{{- fail (printf "config.mappings: rule %s has exactly-once, which needs a name and sessions that outlive the pod. Write persistence.enabled: true." .name) -}}
{{- end -}}
{{- end -}}
{{- if and (eq (dig "data" "sessions" "" $config) "durable") (not $kept) -}}
{{- fail "config.data.sessions: durable needs a volume. Write persistence.enabled: true." -}}
{{- end -}}
{{- if and $kept $spools -}}
{{- $spool := include "sluice.bytes" (dig "spool" "max-bytes" "1GB" $config) | int64 -}}
{{- $volume := include "sluice.bytes" .Values.persistence.size | int64 -}}
{{- if lt $volume (add $spool 268435456) -}}
{{- fail (printf "persistence.size: %s is less than config.spool.max-bytes (%v) and 256 MB for sessions and bookkeeping." .Values.persistence.size (dig "spool" "max-bytes" "1GB" $config)) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "sluice.checkReplicas" -}}
{{- $id := dig "kafka" "transactions" "id" "" .Values.config -}}
{{- if and $id (not (contains "${env:" $id)) -}}
{{- fail "config.kafka.transactions.id: every replica needs one of its own. Leave it out (it is the namespace and the pod's name then), or write ${env:POD_NAME} in it." -}}
{{- end -}}
{{- $folder := dig "spool" "folder" "" .Values.config -}}
{{- if and $folder (not (hasPrefix "/var/lib/sluice/" $folder)) -}}
{{- fail "config.spool.folder: nothing outside /var/lib/sluice can be written. Leave it out." -}}
{{- end -}}
{{- $_ := include "sluice.grace" . -}}
{{- end -}}

{{/* Messages in flight are in the heap, and the producer's buffer is as large again. */}}
{{- define "sluice.checkMemory" -}}
{{- $limit := dig "limits" "memory" "" .Values.resources -}}
{{- if not $limit -}}
{{- fail "resources.limits.memory: write how much memory a pod gets. The heap is a share of it, and without one it would be a share of the node." -}}
{{- end -}}
{{- with $limit -}}
{{- $heap := div (mul (include "sluice.bytes" . | int64) (int64 $.Values.jvm.heapPercent)) 100 -}}
{{- $inFlight := dig "kafka" "in-flight" "bytes" "64MB" $.Values.config -}}
{{- if lt $heap (mul 3 (include "sluice.bytes" $inFlight | int64)) -}}
{{- fail (printf "resources.limits.memory: %v leaves a heap of %d MB (jvm.heapPercent), and config.kafka.in-flight.bytes (%v) needs three times its own size." . (div $heap 1048576) $inFlight) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Looks for secrets that are written out: they would be in a ConfigMap, in the release's history and in whatever holds the values. Takes a path and a value. */}}
{{- define "sluice.checkLiterals" -}}
{{- $path := index . 0 -}}
{{- $value := index . 1 -}}
{{- if kindIs "map" $value -}}
{{- range $key, $below := $value -}}{{- include "sluice.checkLiterals" (list (printf "%s.%s" $path $key) $below) -}}{{- end -}}
{{- else if kindIs "slice" $value -}}
{{- range $i, $below := $value -}}{{- include "sluice.checkLiterals" (list (printf "%s[%d]" $path $i) $below) -}}{{- end -}}
{{- else if not (kindIs "invalid" $value) -}}
{{- $text := toString $value -}}
{{- $rest := regexReplaceAll "\\$\\{(env|file):[^}]*\\}" $text "" -}}
{{- $speaksOfOne := regexMatch "(?i)([.-](password|passwd|passphrase|secret|token|credentials?|user\\.info|keystore\\.key)|config\\.spool\\.key)$" $path -}}
{{- $namesOne := regexMatch "(?i)(password|passwd|secret|token|credentials?)\\s*=\\s*[\"']?[^\"';\\s]" $rest -}}
{{- if or (and $speaksOfOne $text (eq $text $rest)) $namesOne (contains "PRIVATE KEY-----" $text) -}}
{{- fail (printf "%s: a secret is written out here. Put it into a Secret, name that under secrets.env or secrets.files, and write ${env:NAME} or ${file:/run/secrets/NAME/KEY} instead." $path) -}}
{{- end -}}
{{- end -}}
{{- end -}}
