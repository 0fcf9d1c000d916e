{{/* Which Kafka topics the configuration names, for Strimzi. */}}

{{/* JSON: topics (names that are written out), prefixes (what stands before the first placeholder), markers (the topic of received packet ids, or nothing). */}}
{{- define "sluice.kafkaNames" -}}
{{- $config := .Values.config -}}
{{- $kafka := default dict $config.kafka -}}
{{- $topics := list (dig "dead-letter.topic" "mqtt.dead-letters" $kafka) -}}
{{- with dig "topics" "quarantine" "" $kafka -}}{{- $topics = append $topics . -}}{{- end -}}
{{- if eq (default "envelope" (index $config "on-unmapped")) "envelope" -}}{{- $topics = append $topics "mqtt.messages" -}}{{- end -}}
{{- $prefixes := list -}}
{{- range $config.mappings -}}
{{- $topic := dig "to" "topic" "" . -}}
{{- $before := splitList "{" $topic | first -}}
{{- if not (contains "{" $topic) -}}
{{- with $topic -}}{{- $topics = append $topics . -}}{{- end -}}
{{- else if $before -}}
{{- $prefixes = append $prefixes $before -}}
{{- else if not $.Values.strimzi.topics -}}
{{- fail (printf "strimzi: rule %s begins its topic with a placeholder (%s), so nobody can tell from it what to allow. Name its topics under strimzi.topics." .name $topic) -}}
{{- end -}}
{{- end -}}
{{- $markers := "" -}}
{{- if eq (include "sluice.exactlyOnce" .) "true" -}}{{- $markers = dig "transactions" "markers-topic" "mqtt.received" $kafka -}}{{- end -}}
{{- toJson (dict "topics" ($topics | uniq) "prefixes" ($prefixes | uniq) "markers" $markers) -}}
{{- end -}}

{{/* A name that Kubernetes takes for a topic that may have one it does not: a hash keeps two of them apart. */}}
{{- define "sluice.topicObject" -}}
{{- if and (regexMatch "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$" .) (not (regexMatch "[.-][.-]" .)) -}}
{{- . -}}
{{- else -}}
{{- printf "%s-%s" (lower . | replace "_" "-" | replace "." "-" | trunc 200 | trimAll "-") (sha256sum . | trunc 8) -}}
{{- end -}}
{{- end -}}
