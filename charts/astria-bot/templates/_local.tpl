{{/* A single server with a disk: for development. */}}
{{- define "astria-bot.localServer" -}}
{{- $root := .root -}}
{{- $of := dict "root" $root "name" .name }}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ .name }}
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "astria-bot.labels" $of | nindent 4 }}
spec:
  selector:
    {{- include "astria-bot.selector" $of | nindent 4 }}
  ports:
    - { name: {{ .name }}, port: {{ .port }}, targetPort: {{ .port }} }
    {{- with .monitor }}
    - { name: monitor, port: {{ . }}, targetPort: {{ . }} }
    {{- end }}
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ .name }}
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "astria-bot.labels" $of | nindent 4 }}
spec:
  serviceName: {{ .name }}
  replicas: 1
  updateStrategy: { type: RollingUpdate }
  selector:
    matchLabels:
      {{- include "astria-bot.selector" $of | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "astria-bot.podLabels" $of | nindent 8 }}
    spec:
      automountServiceAccountToken: false
      enableServiceLinks: false
      securityContext:
        runAsNonRoot: true
        runAsUser: {{ .uid }}
        runAsGroup: {{ .uid }}
        fsGroup: {{ .uid }}
        seccompProfile: { type: RuntimeDefault }
      containers:
        - name: {{ .name }}
          image: {{ .image }}
          {{- with .args }}
          args: {{ toJson . }}
          {{- end }}
          {{- if .env }}
          env:
            {{- range $name, $value := .env }}
            - { name: {{ $name }}, value: {{ $value }} }
            {{- end }}
            {{- range $name, $key := .secretEnv }}
            - name: {{ $name }}
              valueFrom: { secretKeyRef: { name: {{ $root.Values.existingSecret }}, key: {{ $key }} } }
            {{- end }}
          {{- end }}
          ports:
            - { name: {{ .name }}, containerPort: {{ .port }} }
            {{- with .monitor }}
            - { name: monitor, containerPort: {{ . }} }
            {{- end }}
          readinessProbe:
            {{- toYaml .probe | nindent 12 }}
            periodSeconds: 5
            timeoutSeconds: 3
          livenessProbe:
            tcpSocket: { port: {{ .port }} }
            initialDelaySeconds: 20
            periodSeconds: 20
          resources:
            requests: { cpu: 100m, memory: 256Mi }
            limits: { cpu: "2", memory: 512Mi }
          securityContext:
            {{- toYaml $root.Values.securityContext | nindent 12 }}
          volumeMounts:
            - { name: data, mountPath: {{ .mountPath }} }
            {{- range $index, $path := .tmp }}
            - { name: tmp-{{ $index }}, mountPath: {{ $path }} }
            {{- end }}
            {{- if .configMap }}
            - { name: config, mountPath: {{ .configPath }} }
            {{- end }}
      volumes:
        {{- range $index, $path := .tmp }}
        - name: tmp-{{ $index }}
          emptyDir: { sizeLimit: 64Mi }
        {{- end }}
        {{- with .configMap }}
        - name: config
          configMap: { name: {{ . }} }
        {{- end }}
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: {{ .storage }} } }
{{- if $root.Values.networkPolicy.enabled }}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: from-{{ .name }}-callers
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "astria-bot.labels" $of | nindent 4 }}
spec:
  podSelector:
    matchLabels:
      {{- include "astria-bot.selector" $of | nindent 6 }}
  policyTypes: [Ingress]
  ingress:
    - ports: [{ protocol: TCP, port: {{ .port }} }]
      from:
        - podSelector:
            matchLabels: { app.kubernetes.io/instance: {{ $root.Release.Name }}, astria-bot/{{ .name }}: allowed }
{{- end }}
{{- end -}}
