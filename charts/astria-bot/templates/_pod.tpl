{{/* Volumes that every app's container mounts. */}}
{{- define "astria-bot.volumeMounts" -}}
- name: tmp
  mountPath: /tmp
{{- if eq (include "astria-bot.mountsFiles" .) "yes" }}
- name: files
  mountPath: {{ .root.Values.files.mountPath }}
{{- end }}
{{- end -}}

{{- define "astria-bot.volumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: {{ .writableTmp }}
{{- if eq (include "astria-bot.mountsFiles" .) "yes" }}
- name: files
  persistentVolumeClaim:
    claimName: {{ .root.Values.files.claim | default "files" }}
{{- end }}
{{- end -}}

{{/* The pod of a service. */}}
{{- define "astria-bot.servicePod" -}}
{{- $root := .root -}}
{{- $service := .service -}}
{{- $of := dict "root" $root "app" $service.name "env" $service.env "secretKeys" $service.secretKeys "internet" $service.internet "writableTmp" $service.writableTmp -}}
{{- $access := include "astria-bot.access" $of | fromJson -}}
metadata:
  labels:
    {{- include "astria-bot.podLabels" (dict "root" $root "name" $service.name "access" $access.list "extra" $service.podLabels) | nindent 4 }}
  annotations:
    checksum/config: {{ include "astria-bot.plainSettings" $of | sha256sum }}
    {{- with $service.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ $service.name }}
  {{- include "astria-bot.podBasics" $root | nindent 2 }}
  terminationGracePeriodSeconds: {{ int $service.terminationGracePeriodSeconds }}
  {{- if $service.topologySpread }}
  topologySpreadConstraints:
    {{- range $key := list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
    - maxSkew: 1
      topologyKey: {{ $key }}
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "astria-bot.selector" (dict "root" $root "name" $service.name) | nindent 10 }}
      matchLabelKeys: [pod-template-hash]
    {{- end }}
  {{- end }}
  {{- with $service.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $service.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: {{ $service.name }}
      image: {{ include "astria-bot.image" (dict "root" $root "name" $service.name "imageRef" $service.imageRef) }}
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      ports:
        - name: http
          containerPort: {{ int $service.port }}
      env:
        - name: PORT
          value: {{ int $service.port | quote }}
        - name: NODE_OPTIONS
          value: --max-old-space-size-percentage={{ int $service.heapPercent }}
        {{- include "astria-bot.env" $of | trim | nindent 8 }}
      startupProbe:
        httpGet: { path: /health, port: http }
        periodSeconds: 2
        failureThreshold: 30
      livenessProbe:
        httpGet: { path: /health, port: http }
        periodSeconds: 20
        timeoutSeconds: 3
        failureThreshold: 3
      readinessProbe:
        httpGet: { path: /ready, port: http }
        periodSeconds: 5
        timeoutSeconds: 3
        failureThreshold: 2
      lifecycle:
        preStop:
          sleep:
            seconds: {{ int $service.preStopSleepSeconds }}
      resources:
        {{- include "astria-bot.resources" $service | trim | nindent 8 }}
      securityContext:
        {{- toYaml $root.Values.securityContext | nindent 8 }}
      volumeMounts:
        {{- include "astria-bot.volumeMounts" $of | nindent 8 }}
  volumes:
    {{- include "astria-bot.volumes" $of | nindent 4 }}
{{- end -}}
