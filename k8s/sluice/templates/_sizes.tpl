{{/* Durations and sizes, as sluice.yaml and Kubernetes write them, as numbers. */}}

{{/* Whole seconds of 250ms, 30s, 10m, 2h, 7d; rounded up. */}}
{{- define "sluice.seconds" -}}
{{- $number := regexFind "^[0-9]+" . | int64 -}}
{{- $unit := regexFind "[a-z]+$" . -}}
{{- if eq $unit "ms" -}}
{{- div (add $number 999) 1000 -}}
{{- else -}}
{{- mul $number (index (dict "s" 1 "m" 60 "h" 3600 "d" 86400) $unit) -}}
{{- end -}}
{{- end -}}

{{/* Bytes of 64MB, 8GB (Sluice: each unit is 1024 of the one before), 512Mi, 2Gi, 2G (Kubernetes). */}}
{{- define "sluice.bytes" -}}
{{- $text := toString . -}}
{{- $number := regexFind "^[0-9]+" $text | int64 -}}
{{- $unit := regexReplaceAll "^[0-9.]+" $text "" -}}
{{- $units := dict "" 1 "B" 1 "KB" 1024 "MB" 1048576 "GB" 1073741824 "Ki" 1024 "Mi" 1048576 "Gi" 1073741824 "Ti" 1099511627776 "k" 1000 "M" 1000000 "G" 1000000000 "T" 1000000000000 -}}
{{- if not (hasKey $units $unit) -}}{{- fail (printf "%s: expected a size such as 512Mi or 2Gi" $text) -}}{{- end -}}
{{- mul $number (index $units $unit) -}}
{{- end -}}

{{/* Seconds from SIGTERM to SIGKILL: everything that shutting down may take, and ten more. */}}
{{- define "sluice.grace" -}}
{{- $needed := 10 -}}
{{- range $part := list .Values.shutdown.notice .Values.shutdown.spread .Values.shutdown.drain -}}
{{- $needed = add $needed (include "sluice.seconds" $part | int64) -}}
{{- end -}}
{{- $given := int64 .Values.terminationGracePeriodSeconds -}}
{{- if and $given (lt $given $needed) -}}
{{- fail (printf "terminationGracePeriodSeconds: %d is too short: what is under shutdown may take %d seconds with ten to spare. Leave it out, and it is computed." $given $needed) -}}
{{- end -}}
{{- default $needed $given -}}
{{- end -}}

{{- define "sluice.anyTls" -}}
{{- $any := false -}}
{{- range $name, $listener := include "sluice.listeners" . | fromJson -}}{{- if $listener.tls -}}{{- $any = true -}}{{- end -}}{{- end -}}
{{- $any -}}
{{- end -}}

{{- define "sluice.anyClientCertificate" -}}
{{- $any := false -}}
{{- range $name, $listener := include "sluice.listeners" . | fromJson -}}{{- if ne $listener.clientCertificate "none" -}}{{- $any = true -}}{{- end -}}{{- end -}}
{{- $any -}}
{{- end -}}

{{- define "sluice.tlsSecret" -}}
{{- default (printf "%s-tls" (include "sluice.fullname" .)) .Values.tls.secretName -}}
{{- end -}}
