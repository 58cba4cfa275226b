{{/* The keys of the Secret that the enabled parts read, sorted: { required, optional }, as JSON. */}}
{{- define "astria-bot.secretKeys" -}}
{{- $required := list -}}
{{- $optional := list -}}
{{- range $name := (include "astria-bot.enabled" . | fromJson).names -}}
{{- $service := include "astria-bot.service" (dict "root" $ "name" $name) | fromJson -}}
{{- $settings := include "astria-bot.settings" (dict "root" $ "app" $name) | fromJson -}}
{{- range $setting := $settings.secret -}}
{{- $required = append $required (include "astria-bot.secretKey" (dict "root" $ "app" $name "setting" $setting "secretKeys" $service.secretKeys)) -}}
{{- end -}}
{{- range $setting := $settings.optionalSecret -}}
{{- $optional = append $optional (include "astria-bot.secretKey" (dict "root" $ "app" $name "setting" $setting "secretKeys" $service.secretKeys)) -}}
{{- end -}}
{{- end -}}
{{- if .Values.maintenance.enabled -}}
{{- $settings := include "astria-bot.settings" (dict "root" $ "app" "maintenance") | fromJson -}}
{{- range $setting := $settings.secret -}}
{{- $required = append $required (include "astria-bot.secretKey" (dict "root" $ "app" "maintenance" "setting" $setting "secretKeys" $.Values.maintenance.secretKeys)) -}}
{{- end -}}
{{- range $setting := $settings.optionalSecret -}}
{{- $optional = append $optional (include "astria-bot.secretKey" (dict "root" $ "app" "maintenance" "setting" $setting "secretKeys" $.Values.maintenance.secretKeys)) -}}
{{- end -}}
{{- end -}}
{{- if .Values.migrations.enabled }}{{ $required = concat $required (values .Values.migrations.secretKeys) }}{{ end -}}
{{- if .Values.streams.enabled }}{{ $required = concat $required (values .Values.streams.secretKeys) }}{{ end -}}
{{- $required = $required | uniq | sortAlpha -}}
{{- $only := list -}}
{{- range $optional | uniq | sortAlpha }}{{ if not (has . $required) }}{{ $only = append $only . }}{{ end }}{{ end -}}
{{- dict "required" $required "optional" $only | toJson -}}
{{- end -}}
