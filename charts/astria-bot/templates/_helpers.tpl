{{/* A service with its defaults, as JSON: {{ $service := include "astria-bot.service" (dict "root" $ "name" $name) | fromJson }} */}}
{{- define "astria-bot.service" -}}
{{- $own := index .root.Values.services .name | default dict -}}
{{- mergeOverwrite (deepCopy .root.Values.defaults) (deepCopy $own) (dict "name" .name) | toJson -}}
{{- end -}}

{{/* The names of the enabled services, as a JSON list under `names`. */}}
{{- define "astria-bot.enabled" -}}
{{- $names := list -}}
{{- range $name, $own := .Values.services -}}
{{- $service := include "astria-bot.service" (dict "root" $ "name" $name) | fromJson -}}
{{- if $service.enabled }}{{ $names = append $names $name }}{{ end -}}
{{- end -}}
{{- dict "names" $names | toJson -}}
{{- end -}}

{{/* Labels that never change: of selectors. */}}
{{- define "astria-bot.selector" -}}
app.kubernetes.io/name: astria-bot
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .name }}
{{- end -}}

{{/* The labels of an object. */}}
{{- define "astria-bot.labels" -}}
{{ include "astria-bot.selector" . }}
app.kubernetes.io/part-of: astria-bot
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- with .root.Values.global.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* The labels of a pod: a NetworkPolicy tells by them what it may reach. */}}
{{- define "astria-bot.podLabels" -}}
{{ include "astria-bot.selector" . }}
app.kubernetes.io/part-of: astria-bot
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
{{- range $access := .access }}
astria-bot/{{ $access }}: allowed
{{- end }}
{{- with mergeOverwrite (deepCopy .root.Values.global.commonLabels) (deepCopy .root.Values.global.podLabels) (deepCopy (default dict .extra)) }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* The image of an app: a full reference wins. */}}
{{- define "astria-bot.image" -}}
{{- $image := .root.Values.image -}}
{{- if .imageRef -}}
{{ .imageRef }}
{{- else -}}
{{- with .root.Values.global.imageRegistry }}{{ . }}/{{ end }}{{ $image.repository }}/{{ .name }}:{{ $image.tag | default .root.Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{/* What a container may do and who may pull its image: the same for all pods. */}}
{{- define "astria-bot.podBasics" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  {{- toYaml .Values.podSecurityContext | nindent 2 }}
{{- with .Values.global.imagePullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end -}}

{{/* CPU and memory, with numbers as text: a number above 999999 would become 1e+06. */}}
{{- define "astria-bot.resources" -}}
{{- range $kind := list "requests" "limits" }}
{{ $kind }}:
  {{- range $what, $amount := index $.resources $kind }}
  {{ $what }}: {{ $amount | toString | quote }}
  {{- end }}
{{- end }}
{{- end -}}
