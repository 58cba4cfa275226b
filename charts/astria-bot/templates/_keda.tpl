{{/* Triggers of a service: CPU and memory as its HPA would have them, and the lag of its consumers. */}}
{{- define "astria-bot.kedaTriggers" -}}
{{- $scale := .service.autoscaling -}}
{{- $keda := .root.Values.autoscaling.keda -}}
{{- range $what := list "cpu" "memory" }}
{{- with int (index $scale $what) }}
- type: {{ $what }}
  metricType: Utilization
  metadata: { value: {{ . | quote }} }
{{- end }}
{{- end }}
{{- if eq $keda.source "prometheus" }}
- type: prometheus
  metadata:
    serverAddress: {{ $keda.prometheusAddress }}
    query: {{ $scale.lag.query | replace "NAMESPACE" .root.Release.Namespace | quote }}
    threshold: {{ int $scale.lag.threshold | quote }}
{{- else }}
{{- /* A consumer has one durable per partition, and an autoscaler takes the greatest of its triggers. */}}
{{- range $consumer := (include "astria-bot.settings" (dict "root" .root "app" .service.name) | fromJson).consumers }}
{{- range $partition := until (int $.root.Values.config.PARTITIONS) }}
- type: nats-jetstream
  metadata:
    natsServerMonitoringEndpoint: {{ $.root.Values.nats.monitoringEndpoint }}
    account: {{ $.root.Values.nats.account | quote }}
    stream: {{ $consumer.stream }}
    consumer: {{ $consumer.durable }}-{{ $consumer.stream }}-{{ $partition }}
    lagThreshold: {{ int $scale.lag.threshold | quote }}
    activationLagThreshold: "0"
{{- end }}
{{- end }}
{{- end }}
{{- end -}}
