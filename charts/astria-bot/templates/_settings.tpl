{{/* What the apps read, written from their code into files/settings.json: by app { plain, required, secret, optionalSecret }. */}}
{{- define "astria-bot.settings" -}}
{{- index (.root.Files.Get "files/settings.json" | fromJson) .app | default dict | toJson -}}
{{- end -}}

{{/* config as text, with FILES_URL where files are on a claim: what the ConfigMap holds, as JSON. */}}
{{- define "astria-bot.config" -}}
{{- $values := dict -}}
{{- range $name, $value := .Values.config }}{{ $_ := set $values $name (include "astria-bot.text" $value) }}{{ end -}}
{{- if and (eq (include "astria-bot.hasFiles" .) "yes") (not (hasKey $values "FILES_URL")) -}}
{{- $_ := set $values "FILES_URL" (printf "file://%s" .Values.files.mountPath) -}}
{{- end -}}
{{- /* An account of a service's own may neither make nor change streams and consumers: the job `streams` does. */}}
{{- if and .Values.streams.enabled (not (hasKey $values "BUS_MANAGE")) }}{{ $_ := set $values "BUS_MANAGE" "false" }}{{ end -}}
{{- $values | toJson -}}
{{- end -}}

{{/* The settings of an app that are no secrets and have a value: { NAME: value }, as JSON. */}}
{{- define "astria-bot.plainSettings" -}}
{{- $settings := include "astria-bot.settings" . | fromJson -}}
{{- $config := include "astria-bot.config" .root | fromJson -}}
{{- $values := dict -}}
{{- range $name := $settings.plain -}}
{{- if hasKey $config $name }}{{ $_ := set $values $name (index $config $name) }}{{ end -}}
{{- end -}}
{{- range $name, $value := .env }}{{ $_ := set $values $name (include "astria-bot.text" $value) }}{{ end -}}
{{- $values | toJson -}}
{{- end -}}

{{/* A value as the text that stands in the environment: YAML hands whole numbers over as floats. */}}
{{- define "astria-bot.text" -}}
{{- if kindIs "float64" . }}{{ if eq . (floor .) }}{{ int64 . }}{{ else }}{{ . }}{{ end }}{{ else }}{{ . | toString }}{{ end -}}
{{- end -}}

{{/* The key of the Secret for a setting: accounts are a service's own. */}}
{{- define "astria-bot.secretKey" -}}
{{- $own := index (.secretKeys | default dict) .setting -}}
{{- if $own -}}
{{ $own }}
{{- else if and (eq .root.Values.accounts "perService") (has .setting (list "DATABASE_URL" "NATS_URL")) -}}
{{ .app | upper | replace "-" "_" }}_{{ .setting }}
{{- else -}}
{{ .setting }}
{{- end -}}
{{- end -}}

{{/* env of an app's container: its own settings, and of the Secret only its own keys. */}}
{{- define "astria-bot.env" -}}
{{- $settings := include "astria-bot.settings" . | fromJson -}}
{{- $plain := include "astria-bot.plainSettings" . | fromJson -}}
{{- range $name, $value := $plain }}
- name: {{ $name }}
  {{- if hasKey ($.env | default dict) $name }}
  value: {{ $value | quote }}
  {{- else }}
  valueFrom:
    configMapKeyRef:
      name: astria-bot-config
      key: {{ $name }}
  {{- end }}
{{- end }}
{{- range $optional, $names := dict "" $settings.secret "optional" $settings.optionalSecret }}
{{- range $setting := $names }}
{{- if not (hasKey $plain $setting) }}
- name: {{ $setting }}
  valueFrom:
    secretKeyRef:
      name: {{ $.root.Values.existingSecret }}
      key: {{ include "astria-bot.secretKey" (dict "root" $.root "app" $.app "setting" $setting "secretKeys" $.secretKeys) }}
      {{- if $optional }}
      optional: true
      {{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{/* Whether files are on a claim. */}}
{{- define "astria-bot.hasFiles" -}}
{{- if or .Values.files.claim .Values.files.create.enabled }}yes{{ else }}no{{ end -}}
{{- end -}}

{{/* Whether an app reads FILES_URL and files are on a claim. */}}
{{- define "astria-bot.mountsFiles" -}}
{{- $settings := include "astria-bot.settings" . | fromJson -}}
{{- if and (has "FILES_URL" ($settings.plain | default list)) (eq (include "astria-bot.hasFiles" .root) "yes") }}yes{{ else }}no{{ end -}}
{{- end -}}

{{/* The servers that an app talks to, by the settings that it reads: labels for its NetworkPolicy. */}}
{{- define "astria-bot.access" -}}
{{- $settings := include "astria-bot.settings" . | fromJson -}}
{{- $secrets := .only | default (concat $settings.secret $settings.optionalSecret) -}}
{{- $access := list -}}
{{- if has "DATABASE_URL" $secrets }}{{ $access = append $access "postgres" }}{{ end -}}
{{- if has "NATS_URL" $secrets }}{{ $access = append $access "nats" }}{{ end -}}
{{- if .internet }}{{ $access = append $access "internet" }}{{ end -}}
{{- if (include "astria-bot.service" (dict "root" .root "name" "sandbox") | fromJson).enabled }}{{ $access = append $access "inside" }}{{ end -}}
{{- dict "list" $access | toJson -}}
{{- end -}}
