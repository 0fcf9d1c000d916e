{{/* The pod of a Deployment or a StatefulSet, from `metadata` on. */}}
{{- define "sluice.pod" -}}
metadata:
  labels:
    {{- include "sluice.selectorLabels" . | nindent 4 }}
    {{- with .Values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    # Of what a running Sluice cannot take up by itself. Rules, schemas and who may come in are reloaded and not part of it.
    checksum/needs-restart: {{ include "sluice.needsRestart" . | sha256sum }}
    {{- with .Values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "sluice.serviceAccount" . }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ include "sluice.grace" . }}
  securityContext:
    {{- include "sluice.podSecurity" . | nindent 4 }}
  {{- with .Values.image.pullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with .Values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with include "sluice.spread" . }}
  {{- . | nindent 2 }}
  {{- end }}
  containers:
    - name: sluice
      image: {{ include "sluice.image" . }}
      imagePullPolicy: {{ .Values.image.pullPolicy }}
      args: [run, --config, /etc/sluice/sluice.yaml]
      env:
        - name: POD_NAME
          valueFrom:
            fieldRef:
              fieldPath: metadata.name
        - name: SLUICE_JAVA_OPTS
          value: {{ include "sluice.javaOptions" . | quote }}
        - name: SLUICE_LOG_LEVEL
          value: {{ .Values.logLevel }}
        - name: SLUICE_AUDIT_LEVEL
          value: {{ ternary "OFF" .Values.auditLevel (eq (toString .Values.auditLevel) "false") | quote }}
        {{- with .Values.management.token }}
        {{- if .secretName }}
        - name: SLUICE_MANAGEMENT_TOKEN
          valueFrom:
            secretKeyRef:
              name: {{ .secretName }}
              key: {{ .key }}
        {{- end }}
        {{- end }}
        {{- range $name, $from := .Values.secrets.env }}
        - name: {{ $name }}
          valueFrom:
            secretKeyRef:
              name: {{ $from.secretName }}
              key: {{ $from.key }}
        {{- end }}
        {{- with .Values.extraEnv }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      ports:
        {{- range $name, $listener := include "sluice.listeners" . | fromJson }}
        - name: {{ $name }}
          containerPort: {{ int $listener.port }}
          protocol: TCP
        {{- end }}
        - name: management
          containerPort: 8080
          protocol: TCP
      # Alive says whether event loops turn, never how Kafka is.
      startupProbe:
        httpGet:
          path: /health/live
          port: management
        periodSeconds: 1
        timeoutSeconds: 2
        failureThreshold: {{ int .Values.probes.startSeconds }}
      livenessProbe:
        httpGet:
          path: /health/live
          port: management
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 3
      # Red while Kafka is away: new devices are sent to other replicas, those that are connected stay and wait.
      readinessProbe:
        httpGet:
          path: /health/ready
          port: management
        periodSeconds: {{ int .Values.probes.readyEverySeconds }}
        timeoutSeconds: 3
        failureThreshold: 2
      resources:
        {{- toYaml .Values.resources | nindent 8 }}
      securityContext:
        {{- include "sluice.containerSecurity" . | nindent 8 }}
      volumeMounts:
        - name: config
          mountPath: /etc/sluice
          readOnly: true
        - name: data
          mountPath: /var/lib/sluice
        - name: tmp
          mountPath: /tmp
        {{- if eq (include "sluice.anyTls" .) "true" }}
        - name: tls
          mountPath: /run/sluice/tls
          readOnly: true
        {{- end }}
        {{- if eq (include "sluice.anyClientCertificate" .) "true" }}
        - name: client-ca
          mountPath: /run/sluice/client-ca
          readOnly: true
        {{- end }}
        {{- range $name, $from := .Values.secrets.files }}
        - name: secret-{{ $name }}
          mountPath: /run/secrets/{{ $name }}
          readOnly: true
        {{- end }}
  volumes:
    - name: config
      configMap:
        name: {{ include "sluice.fullname" . }}
        # 0440, as the file modes below. Whole folders are mounted, never a subPath: only these follow a change.
        defaultMode: 288
    {{- if not .Values.persistence.enabled }}
    - name: data
      emptyDir:
        sizeLimit: 64Mi
    {{- end }}
    - name: tmp
      emptyDir:
        sizeLimit: 256Mi
    {{- if eq (include "sluice.anyTls" .) "true" }}
    - name: tls
      secret:
        secretName: {{ include "sluice.tlsSecret" . }}
        defaultMode: 288
    {{- end }}
    {{- if eq (include "sluice.anyClientCertificate" .) "true" }}
    {{- with .Values.tls.clientCa }}
    - name: client-ca
      {{- if .secretName }}
      secret:
        secretName: {{ .secretName }}
      {{- else }}
      configMap:
        name: {{ .configMapName }}
      {{- end }}
        defaultMode: 288
        items:
          - key: {{ .key }}
            path: ca.crt
    {{- end }}
    {{- end }}
    {{- range $name, $from := .Values.secrets.files }}
    - name: secret-{{ $name }}
      secret:
        secretName: {{ $from.secretName }}
        defaultMode: 288
    {{- end }}
{{- end -}}

{{/* Who a pod is, and what it may do: nothing beyond its own process. */}}
{{- define "sluice.podSecurity" -}}
runAsNonRoot: true
{{- with .Values.user }}
runAsUser: {{ int . }}
runAsGroup: {{ int . }}
fsGroup: {{ int . }}
{{- end }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "sluice.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* The launcher puts these behind its own, and of two the last one counts. */}}
{{- define "sluice.javaOptions" -}}
{{- prepend .Values.jvm.options (printf "-XX:MaxRAMPercentage=%d" (int .Values.jvm.heapPercent)) | join " " -}}
{{- end -}}

{{- define "sluice.spread" -}}
{{- $constraints := list -}}
{{- range $key, $what := dict "topology.kubernetes.io/zone" .Values.spread.zones "kubernetes.io/hostname" .Values.spread.nodes -}}
{{- if ne $what "Ignore" -}}
{{- $labels := include "sluice.selectorLabels" $ | fromYaml -}}
{{- $constraints = append $constraints (dict "topologyKey" $key "maxSkew" 1 "whenUnsatisfiable" $what "labelSelector" (dict "matchLabels" $labels)) -}}
{{- end -}}
{{- end -}}
{{- with $constraints -}}
topologySpreadConstraints:
  {{- toYaml . | nindent 2 }}
{{- end -}}
{{- end -}}
