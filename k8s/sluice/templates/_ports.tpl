{{/* Where Sluice connects to, found in its configuration: ports, as JSON. */}}

{{- define "sluice.kafkaPorts" -}}
{{- $ports := list -}}
{{- range .Values.networkPolicy.kafkaPorts -}}{{- $ports = append $ports (int . | toString) -}}{{- end -}}
{{- if not $ports -}}
{{- range splitList "," (dig "kafka" "bootstrap.servers" "" .Values.config) -}}
{{- $port := regexFind "[0-9]+$" (trim .) -}}
{{- if not $port -}}
{{- fail (printf "networkPolicy.kafkaPorts: %q in config.kafka has no port to allow. Write the ports of your Kafka." .) -}}
{{- end -}}
{{- $ports = append $ports $port -}}
{{- end -}}
{{- end -}}
{{- $ports | uniq | toJson -}}
{{- end -}}

{{- define "sluice.servicePorts" -}}
{{- $config := .Values.config -}}
{{- $registry := dig "schemas" "registry" "url" list $config -}}
{{- $urls := ternary (list $registry) $registry (kindIs "string" $registry) -}}
{{- $urls = concat $urls (list
    (dig "authentication" "jwt" "jwks-url" "" $config)
    (dig "authentication" "http" "url" "" $config)
    (dig "kafka" "sasl.oauthbearer.token.endpoint.url" "" $config)) -}}
{{- $ports := list -}}
{{- range compact $urls -}}
{{- $url := urlParse . -}}
{{- $usual := ternary "443" "80" (eq $url.scheme "https") -}}
{{- $ports = append $ports (default $usual (trimPrefix ":" (regexFind ":[0-9]+$" $url.host))) -}}
{{- end -}}
{{- $ports | uniq | toJson -}}
{{- end -}}
