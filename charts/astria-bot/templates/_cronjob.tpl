{{/*
A CronJob of maintenance: { root, name, of: the values of maintenance, env, access, backups, schedule, args }. All of them
are the same program with other jobs; the container has one name, by which a failure policy knows it.
*/}}
{{- define "astria-bot.cronJob" -}}
{{- $root := .root -}}
{{- $of := dict "root" $root "app" "maintenance" "env" .env "secretKeys" .of.secretKeys "internet" .of.internet "writableTmp" .of.writableTmp -}}
apiVersion: batch/v1
kind: CronJob
metadata:
  name: {{ .name }}
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "astria-bot.labels" (dict "root" $root "name" "maintenance") | nindent 4 }}
spec:
  schedule: {{ .schedule | quote }}
  timeZone: {{ .of.timeZone }}
  suspend: {{ .of.suspend }}
  # Does not hold for `kubectl create job --from`: the job carries a lock of its own.
  concurrencyPolicy: Forbid
  startingDeadlineSeconds: {{ int .of.startingDeadlineSeconds }}
  successfulJobsHistoryLimit: {{ int .of.successfulJobsHistoryLimit }}
  failedJobsHistoryLimit: {{ int .of.failedJobsHistoryLimit }}
  jobTemplate:
    metadata:
      labels:
        {{- include "astria-bot.selector" (dict "root" $root "name" "maintenance") | nindent 8 }}
    spec:
      backoffLimit: {{ int .of.backoffLimit }}
      activeDeadlineSeconds: {{ int .of.activeDeadlineSeconds }}
      ttlSecondsAfterFinished: {{ int .of.ttlSecondsAfterFinished }}
      {{- include "astria-bot.failurePolicy" "maintenance" | nindent 6 }}
      template:
        metadata:
          labels:
            {{- include "astria-bot.podLabels" (dict "root" $root "name" "maintenance" "access" .access "extra" .of.podLabels) | nindent 12 }}
        spec:
          serviceAccountName: maintenance
          restartPolicy: Never
          terminationGracePeriodSeconds: 45
          {{- include "astria-bot.podBasics" $root | nindent 10 }}
          containers:
            - name: maintenance
              image: {{ include "astria-bot.image" (dict "root" $root "name" "maintenance" "imageRef" .of.imageRef) }}
              imagePullPolicy: {{ $root.Values.image.pullPolicy }}
              args: {{ concat .of.entry .args | toJson }}
              env:
                {{- include "astria-bot.env" $of | trim | nindent 16 }}
              resources:
                {{- include "astria-bot.resources" .of | trim | nindent 16 }}
              securityContext:
                {{- toYaml $root.Values.securityContext | nindent 16 }}
              volumeMounts:
                {{- include "astria-bot.volumeMounts" $of | nindent 16 }}
                {{- if .backups.claim }}
                - name: backups
                  mountPath: {{ .backups.mountPath }}
                {{- end }}
          volumes:
            {{- include "astria-bot.volumes" $of | nindent 12 }}
            {{- with .backups.claim }}
            - name: backups
              persistentVolumeClaim:
                claimName: {{ . }}
            {{- end }}
{{- end -}}
