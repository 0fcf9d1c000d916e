{{/* Who decides how many pods there are: `replicas`, a HorizontalPodAutoscaler or KEDA. */}}

{{- define "sluice.checkScaling" -}}
{{- $auto := .Values.autoscaling -}}
{{- $keda := .Values.keda -}}
{{- if and $auto.enabled $keda.enabled -}}
{{- fail "autoscaling and keda: both would set the number of pods, each against the other. Enable one." -}}
{{- end -}}
{{- if or $auto.enabled $keda.enabled -}}
{{- if ne (int .Values.replicas) 1 -}}
{{- fail (printf "replicas: %d means nothing beside autoscaling. Leave it out, and write autoscaling.minReplicas." (int .Values.replicas)) -}}
{{- end -}}
{{- if gt (int $auto.minReplicas) (int $auto.maxReplicas) -}}
{{- fail (printf "autoscaling.minReplicas: %d is more than autoscaling.maxReplicas (%d)." (int $auto.minReplicas) (int $auto.maxReplicas)) -}}
{{- end -}}
{{- if and $auto.cpu (not (dig "requests" "cpu" "" .Values.resources)) -}}
{{- fail "autoscaling.cpu: is a share of resources.requests.cpu, which is not written." -}}
{{- end -}}
{{- end -}}
{{- if and $auto.enabled (not $auto.cpu) (not $auto.inFlightShare) -}}
{{- fail "autoscaling: there is nothing to go by. Write autoscaling.cpu or autoscaling.inFlightShare." -}}
{{- end -}}
{{- if and $keda.enabled (not $auto.cpu) (not $auto.inFlightShare) (not $keda.spoolSeconds) -}}
{{- fail "keda: there is nothing to go by. Write autoscaling.cpu, autoscaling.inFlightShare or keda.spoolSeconds." -}}
{{- end -}}
{{- if and $keda.enabled (or $auto.inFlightShare $keda.spoolSeconds) (not $keda.prometheus) -}}
{{- fail "keda.prometheus: write the address of the Prometheus to ask." -}}
{{- end -}}
{{- end -}}

{{- define "sluice.scaleTarget" -}}
apiVersion: apps/v1
kind: {{ ternary "StatefulSet" "Deployment" .Values.persistence.enabled }}
name: {{ include "sluice.fullname" . }}
{{- end -}}

{{/* How fast: a device that moves costs more than a pod that idles, so up soon and down late and one by one. */}}
{{- define "sluice.scalingBehavior" -}}
{{- with .Values.autoscaling }}
scaleUp:
  stabilizationWindowSeconds: {{ int .scaleUp.afterSeconds }}
  policies:
    - type: Pods
      value: {{ int .scaleUp.pods }}
      periodSeconds: {{ int .scaleUp.everySeconds }}
scaleDown:
  {{- if and $.Values.persistence.enabled (not .scaleDown.withVolumes) }}
  # The volume of a pod that is taken away keeps what its spool holds; it would wait there until the pod is back.
  selectPolicy: Disabled
  {{- else }}
  stabilizationWindowSeconds: {{ int .scaleDown.afterSeconds }}
  policies:
    - type: Pods
      value: {{ int .scaleDown.pods }}
      periodSeconds: {{ int .scaleDown.everySeconds }}
  {{- end }}
{{- end }}
{{- end -}}
