{{/* Devices of our own: the canary of `helm test` and the simulator. */}}

{{/* The listener that they use, or nothing where a balancer's header is expected everywhere. */}}
{{- define "sluice.clientListener" -}}
{{- $listeners := include "sluice.listeners" . | fromJson -}}
{{- $chosen := .Values.clients.listener -}}
{{- if and $chosen (not (hasKey $listeners $chosen)) -}}
{{- fail (printf "clients.listener: there is no listener %s." $chosen) -}}
{{- end -}}
{{- range $name := keys $listeners | sortAlpha -}}
{{- if and (not $chosen) (not (index $listeners $name).proxyProtocol) -}}{{- $chosen = $name -}}{{- end -}}
{{- end -}}
{{- $chosen -}}
{{- end -}}

{{/* How they connect: words of a command line, as YAML. */}}
{{- define "sluice.clientArgs" -}}
{{- $name := include "sluice.clientListener" . -}}
{{- $listener := index (include "sluice.listeners" . | fromJson) $name -}}
{{- $scheme := ternary (ternary "wss" "ws" $listener.tls) (ternary "ssl" "tcp" $listener.tls) (not (empty $listener.websocket)) -}}
{{- $host := default (printf "%s-%s.%s.svc" (include "sluice.fullname" .) $name .Release.Namespace) .Values.clients.host -}}
- --broker
- {{ $scheme }}://{{ $host }}:{{ int (default $listener.port $listener.service.port) }}{{ $listener.websocket }}
{{- if and $listener.tls .Values.clients.caInSecret }}
- --cafile
- /run/sluice/ca/ca.crt
{{- end }}
{{- if .Values.clients.certificate }}
- --cert
- /run/sluice/client/tls.crt
- --key
- /run/sluice/client/tls.key
{{- end }}
{{- with .Values.clients.username }}
- --username
- {{ . | quote }}
{{- end }}
{{- if .Values.clients.password.secretName }}
- --password-env
- CLIENT_PASSWORD
{{- end }}
{{- end -}}

{{- define "sluice.clientEnv" -}}
- name: POD_UID
  valueFrom:
    fieldRef:
      fieldPath: metadata.uid
{{- with .Values.clients.password }}
{{- if .secretName }}
- name: CLIENT_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ .secretName }}
      key: {{ .key }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "sluice.clientMounts" -}}
- name: tmp
  mountPath: /tmp
{{- $listener := index (include "sluice.listeners" . | fromJson) (include "sluice.clientListener" .) }}
{{- if and $listener.tls .Values.clients.caInSecret }}
- name: ca
  mountPath: /run/sluice/ca
  readOnly: true
{{- end }}
{{- if .Values.clients.certificate }}
- name: client
  mountPath: /run/sluice/client
  readOnly: true
{{- end }}
{{- end -}}

{{- define "sluice.clientVolumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: 256Mi
{{- $listener := index (include "sluice.listeners" . | fromJson) (include "sluice.clientListener" .) }}
{{- if and $listener.tls .Values.clients.caInSecret }}
- name: ca
  secret:
    secretName: {{ include "sluice.tlsSecret" . }}
    defaultMode: 288
    # Never the server's key.
    items:
      - key: ca.crt
        path: ca.crt
{{- end }}
{{- with .Values.clients.certificate }}
- name: client
  secret:
    secretName: {{ . }}
    defaultMode: 288
{{- end }}
{{- end -}}
