{{/*
A one-shot job before anything new starts: migrations, streams. As a hook it stands on the Secret alone, which is there
before the release; without hooks it is a plain Job. A Job's template never changes, so it is named by all that stands in
it, and by the word `migrations.run`: what differs is another Job, and what is the same is not run again.
*/}}
{{- define "astria-bot.job" -}}
{{- $root := .root -}}
{{- $jobs := $root.Values.migrations -}}
{{- $spec := include "astria-bot.jobSpec" . -}}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ .name }}{{ if not $jobs.hooks }}-{{ printf "%v %s" $jobs.run $spec | sha256sum | trunc 8 }}{{ end }}
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "astria-bot.labels" (dict "root" $root "name" .name) | nindent 4 }}
  {{- with $jobs.hooks }}
  annotations:
    helm.sh/hook: {{ . }}
    helm.sh/hook-weight: {{ $.weight | quote }}
    # A failed one stays, with its log.
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
  {{- end }}
spec:
  {{- $spec | nindent 2 }}
{{- end -}}

{{- define "astria-bot.jobSpec" -}}
{{- $root := .root -}}
{{- $jobs := $root.Values.migrations -}}
{{- $image := include "astria-bot.image" (dict "root" $root "name" "maintenance" "imageRef" $root.Values.maintenance.imageRef) -}}
{{- $only := keys .secretKeys | sortAlpha -}}
{{- $of := dict "root" $root "app" "maintenance" "secretKeys" .secretKeys "only" $only -}}
{{- $access := include "astria-bot.access" $of | fromJson -}}
backoffLimit: {{ int $jobs.backoffLimit }}
activeDeadlineSeconds: {{ int $jobs.activeDeadlineSeconds }}
{{- include "astria-bot.failurePolicy" .name | nindent 0 }}
template:
  metadata:
    labels:
      {{- include "astria-bot.podLabels" (dict "root" $root "name" .name "access" $access.list) | nindent 6 }}
  spec:
    restartPolicy: Never
    {{- include "astria-bot.podBasics" $root | nindent 4 }}
    containers:
      - name: {{ .name }}
        image: {{ $image }}
        imagePullPolicy: {{ $root.Values.image.pullPolicy }}
        args: {{ concat $root.Values.maintenance.entry .args | toJson }}
        env:
          {{- range $name, $value := include "astria-bot.plainSettings" $of | fromJson }}
          - name: {{ $name }}
            value: {{ $value | quote }}
          {{- end }}
          {{- range $setting, $key := .secretKeys }}
          - name: {{ $setting }}
            valueFrom:
              secretKeyRef:
                name: {{ $root.Values.existingSecret }}
                key: {{ $key }}
          {{- end }}
        resources:
          {{- include "astria-bot.resources" $jobs | trim | nindent 10 }}
        securityContext:
          {{- toYaml $root.Values.securityContext | nindent 10 }}
        volumeMounts:
          - name: tmp
            mountPath: /tmp
    volumes:
      - name: tmp
        emptyDir: { sizeLimit: 64Mi }
{{- end -}}

{{/* Wrong settings (exit code 78) are not tried again; a drained node is nobody's failure. */}}
{{- define "astria-bot.failurePolicy" -}}
podFailurePolicy:
  rules:
    - action: FailJob
      onExitCodes: { containerName: {{ . }}, operator: In, values: [78] }
    - action: Ignore
      onPodConditions:
        - type: DisruptionTarget
          status: "True"
{{- end -}}
