{{/* sluice.yaml: what was written under `config`, and what the chart knows better. */}}

{{/* The listeners that are switched on, by name, with every key; as JSON. */}}
{{- define "sluice.listeners" -}}
{{- $found := dict -}}
{{- range $name, $written := .Values.listeners -}}
{{- $usual := dict "enabled" true "port" 0 "tls" false "clientCertificate" "none" "websocket" "" "proxyProtocol" false "trustedProxies" list
    "service" (dict "type" "ClusterIP" "port" 0 "nodePort" 0 "externalTrafficPolicy" "Local" "loadBalancerClass" "" "loadBalancerSourceRanges" list "annotations" dict) -}}
{{- $listener := mergeOverwrite $usual (deepCopy (default dict $written)) -}}
{{- if $listener.enabled -}}
{{- $_ := set $found $name $listener -}}
{{- end -}}
{{- end -}}
{{- toJson $found -}}
{{- end -}}

{{/* A listener as sluice.yaml has it; as JSON. */}}
{{- define "sluice.listener" -}}
{{- $listener := dict "host" "0.0.0.0" "port" (int .port) -}}
{{- if .websocket -}}{{- $_ := set $listener "websocket" .websocket -}}{{- end -}}
{{- if .tls -}}
{{- $tls := dict "certificate" "/run/sluice/tls/tls.crt" "key" "/run/sluice/tls/tls.key" -}}
{{- if ne .clientCertificate "none" -}}
{{- $_ := set $tls "client-ca" "/run/sluice/client-ca/ca.crt" -}}
{{- $_ := set $tls "client-certificate" .clientCertificate -}}
{{- end -}}
{{- $_ := set $listener "tls" $tls -}}
{{- end -}}
{{- if .proxyProtocol -}}
{{- $_ := set $listener "proxy-protocol" true -}}
{{- with .trustedProxies -}}{{- $_ := set $listener "trusted-proxies" . -}}{{- end -}}
{{- end -}}
{{- toJson $listener -}}
{{- end -}}

{{/* The whole of sluice.yaml, as JSON. What is set here is refused in `config` by sluice.checks. */}}
{{- define "sluice.config" -}}
{{- $config := deepCopy .Values.config -}}
{{- $mqtt := default dict $config.mqtt -}}
{{- $listeners := list -}}
{{- range $name, $listener := include "sluice.listeners" . | fromJson -}}
{{- $listeners = append $listeners (include "sluice.listener" $listener | fromJson) -}}
{{- end -}}
{{- $_ := set $mqtt "listeners" $listeners -}}
{{- $_ := set $config "mqtt" $mqtt -}}
{{- $management := dict "host" "0.0.0.0" "port" 8080 -}}
{{- if .Values.management.token.secretName -}}
{{- $_ := set $management "token" "${env:SLUICE_MANAGEMENT_TOKEN}" -}}
{{- end -}}
{{- $_ := set $config "management" $management -}}
{{- $data := default dict $config.data -}}
{{- $_ := set $data "folder" "/var/lib/sluice" -}}
{{- if not .Values.persistence.enabled -}}{{- $_ := set $data "sessions" "memory" -}}{{- end -}}
{{- $_ := set $config "data" $data -}}
{{- $shutdown := pick .Values.shutdown "notice" "spread" "drain" -}}
{{- with .Values.shutdown.serverReference -}}{{- $_ := set $shutdown "server-reference" . -}}{{- end -}}
{{- $_ := set $config "shutdown" $shutdown -}}
{{- if .Values.schemas -}}
{{- $schemas := default dict $config.schemas -}}
{{- $_ := set $schemas "folder" "." -}}
{{- $_ := set $config "schemas" $schemas -}}
{{- end -}}
{{- if eq (include "sluice.exactlyOnce" .) "true" -}}
{{- $kafka := default dict $config.kafka -}}
{{- $transactions := default dict $kafka.transactions -}}
{{- if not $transactions.id -}}{{- $_ := set $transactions "id" (printf "%s.${env:POD_NAME}" .Release.Namespace) -}}{{- end -}}
{{- $_ := set $kafka "transactions" $transactions -}}
{{- $_ := set $config "kafka" $kafka -}}
{{- end -}}
{{- toJson $config -}}
{{- end -}}

{{/* Whether any rule asks for it: the first one that does needs a restart. */}}
{{- define "sluice.exactlyOnce" -}}
{{- $any := false -}}
{{- range .Values.config.mappings -}}{{- if index . "exactly-once" -}}{{- $any = true -}}{{- end -}}{{- end -}}
{{- $any -}}
{{- end -}}

{{/* What a running Sluice cannot take up by itself: a change of it has to restart pods. Everything else it reads again while it runs. */}}
{{- define "sluice.needsRestart" -}}
{{- $config := include "sluice.config" . | fromJson -}}
{{- $part := dict "exactly-once" (include "sluice.exactlyOnce" .) -}}
{{- range list "mqtt" "kafka" "management" "reload" "shutdown" "data" "spool" -}}
{{- $_ := set $part . (index $config .) -}}
{{- end -}}
{{- $_ := set $part "registry" (dig "schemas" "registry" "" $config) -}}
{{- if eq (dig "reload" "watch" true $config | toString) "false" -}}
{{- $_ := set $part "everything" (list $config $.Values.schemas $.Values.files $.Values.binaryFiles) -}}
{{- end -}}
{{- toJson $part -}}
{{- end -}}
