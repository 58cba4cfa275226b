{{/*
Fails where a container asks for more than it may have: the API server would refuse it in the middle of an upgrade.
*/}}
{{- define "astria-bot.requestsFit" -}}
{{- $path := .path -}}
{{- $limits := default dict .resources.limits -}}
{{- range $what, $request := default dict .resources.requests -}}
{{- $limit := index $limits $what -}}
{{- if and $limit (gt (include "astria-bot.amount" $request | float64) (include "astria-bot.amount" $limit | float64)) -}}
{{- fail (printf "%s.resources: it asks for %v of %s and may have %v. Raise limits.%s, or ask for less." $path $request $what $limit $what) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* A quantity such as 250m, 512Mi or 2 as a number. */}}
{{- define "astria-bot.amount" -}}
{{- $units := dict "m" 0.001 "K" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "Ki" 1024.0 "Mi" 1048576.0 "Gi" 1073741824.0 "Ti" 1099511627776.0 -}}
{{- $text := toString . -}}
{{- $unit := regexFind "[A-Za-z]+$" $text -}}
{{- mulf (float64 (trimSuffix $unit $text)) (default 1.0 (index $units $unit)) -}}
{{- end -}}
