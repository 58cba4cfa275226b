{{/* The public paths of the enabled services, written from the apps' own route tables into files/routes.json. */}}
{{- define "astria-bot.routes" -}}
{{- $enabled := (include "astria-bot.enabled" . | fromJson).names -}}
{{- $routes := list -}}
{{- range $route := (.Files.Get "files/routes.json" | fromJson).routes -}}
{{- if has $route.service $enabled }}{{ $routes = append $routes $route }}{{ end -}}
{{- end -}}
{{- dict "routes" $routes | toJson -}}
{{- end -}}
