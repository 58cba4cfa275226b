CREATE SCHEMA "automation";
--> statement-breakpoint
CREATE SCHEMA "imaging";
--> statement-breakpoint
CREATE SCHEMA "messaging";
--> statement-breakpoint
CREATE SCHEMA "ops";
--> statement-breakpoint
CREATE SCHEMA "payments";
--> statement-breakpoint
CREATE TABLE "automation"."activity" (
	"contact_id" uuid PRIMARY KEY NOT NULL,
	"last_inbound_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "automation"."automations" (
	"automation_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"enabled" boolean DEFAULT false NOT NULL,
	"disabled_reason" text,
	"disabled_at" timestamp with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"planned_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "automation"."contact_keys" (
	"key" text PRIMARY KEY NOT NULL,
	"contact_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "automation"."contacts" (
	"contact_id" uuid PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"snapshot" json NOT NULL,
	"time_zone" text,
	"birthday" smallint
);
--> statement-breakpoint
CREATE TABLE "automation"."counters" (
	"contact_id" uuid NOT NULL,
	"automation_id" uuid NOT NULL,
	"what" text NOT NULL,
	"day" date NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "counters_contact_id_automation_id_what_day_pk" PRIMARY KEY("contact_id","automation_id","what","day")
);
--> statement-breakpoint
CREATE TABLE "automation"."dates" (
	"contact_id" uuid NOT NULL,
	"name" text NOT NULL,
	"ref" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"event" json,
	CONSTRAINT "dates_contact_id_name_ref_pk" PRIMARY KEY("contact_id","name","ref")
);
--> statement-breakpoint
CREATE TABLE "automation"."effects" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"contact_id" uuid,
	"request" json NOT NULL,
	"state" text DEFAULT 'prepared' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"looks" integer DEFAULT 0 NOT NULL,
	"run_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lease_id" uuid,
	"lease_until" timestamp with time zone,
	"deadline" timestamp with time zone,
	"result" json,
	"error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "effects_kind_key_unique" UNIQUE("kind","key"),
	CONSTRAINT "effects_state" CHECK (state in ('prepared', 'calling', 'unknown', 'done', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "automation"."erased_keys" (
	"key" text PRIMARY KEY NOT NULL,
	"erased_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "automation"."erasures" (
	"contact_id" uuid PRIMARY KEY NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "automation"."executions" (
	"execution_id" uuid PRIMARY KEY NOT NULL,
	"automation_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"contact_id" uuid NOT NULL,
	"occurrence" text NOT NULL,
	"trigger" json NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"position" json,
	"chain" json NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "executions_once" UNIQUE("automation_id","contact_id","occurrence"),
	CONSTRAINT "executions_state" CHECK (state in ('running', 'waiting', 'completed', 'stopped', 'skipped', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "automation"."facts" (
	"contact_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"ref" text NOT NULL,
	"data" json NOT NULL,
	CONSTRAINT "facts_contact_id_kind_ref_pk" PRIMARY KEY("contact_id","kind","ref")
);
--> statement-breakpoint
CREATE TABLE "automation"."history" (
	"event_id" text PRIMARY KEY NOT NULL,
	"contact_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"occurrence" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "automation"."inbox" (
	"consumer" text NOT NULL,
	"event_id" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "inbox_consumer_event_id_pk" PRIMARY KEY("consumer","event_id")
);
--> statement-breakpoint
CREATE TABLE "automation"."library" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"revision" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "automation"."new_dates" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"contact_id" uuid NOT NULL,
	"name" text NOT NULL,
	"ref" text NOT NULL,
	"batch" uuid,
	"told_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "automation"."outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "automation"."outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"event" json NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "automation"."requests" (
	"request_id" uuid PRIMARY KEY NOT NULL,
	"execution_id" uuid NOT NULL,
	"step" integer NOT NULL,
	"contact_id" uuid NOT NULL,
	"requested_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "automation"."slots" (
	"automation_id" uuid NOT NULL,
	"slot" text NOT NULL,
	"version" integer NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"audience" json NOT NULL,
	"cursor" json,
	"state" text DEFAULT 'open' NOT NULL,
	"reached" integer DEFAULT 0 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"retry_at" timestamp with time zone,
	"planned_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "slots_automation_id_slot_pk" PRIMARY KEY("automation_id","slot"),
	CONSTRAINT "slots_state" CHECK (state in ('open', 'done', 'skipped'))
);
--> statement-breakpoint
CREATE TABLE "automation"."steps" (
	"execution_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"path" text NOT NULL,
	"action" text NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"input" json,
	"output" json,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "steps_execution_id_number_pk" PRIMARY KEY("execution_id","number")
);
--> statement-breakpoint
CREATE TABLE "automation"."templates" (
	"account" text NOT NULL,
	"name" text NOT NULL,
	"language" text NOT NULL,
	"status" text NOT NULL,
	"needs" json,
	"told_at" timestamp with time zone NOT NULL,
	CONSTRAINT "templates_account_name_language_pk" PRIMARY KEY("account","name","language")
);
--> statement-breakpoint
CREATE TABLE "automation"."versions" (
	"automation_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"definition" jsonb NOT NULL,
	"saved_by" text NOT NULL,
	"saved_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "versions_automation_id_version_pk" PRIMARY KEY("automation_id","version")
);
--> statement-breakpoint
CREATE TABLE "automation"."waiting_events" (
	"event_id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"event" json NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "automation"."waits" (
	"execution_id" uuid PRIMARY KEY NOT NULL,
	"automation_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"retry_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "automation"."zones" (
	"name" text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "imaging"."effects" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"contact_id" uuid,
	"request" json NOT NULL,
	"state" text DEFAULT 'prepared' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"looks" integer DEFAULT 0 NOT NULL,
	"run_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lease_id" uuid,
	"lease_until" timestamp with time zone,
	"deadline" timestamp with time zone,
	"result" json,
	"error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "effects_kind_key_unique" UNIQUE("kind","key"),
	CONSTRAINT "effects_state" CHECK (state in ('prepared', 'calling', 'unknown', 'done', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "imaging"."erasures" (
	"contact_id" uuid PRIMARY KEY NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"done_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "imaging"."inbox" (
	"consumer" text NOT NULL,
	"event_id" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "inbox_consumer_event_id_pk" PRIMARY KEY("consumer","event_id")
);
--> statement-breakpoint
CREATE TABLE "imaging"."merged_contacts" (
	"contact_id" uuid PRIMARY KEY NOT NULL,
	"into" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "imaging"."orders" (
	"order_id" uuid PRIMARY KEY NOT NULL,
	"contact_id" uuid NOT NULL,
	"pack_id" text NOT NULL,
	"class_name" text NOT NULL,
	"details" jsonb NOT NULL,
	"training" boolean NOT NULL,
	"state" text DEFAULT 'submitting' NOT NULL,
	"tune_id" text,
	"known_prompt_ids" text[],
	"expected_count" integer,
	"eta" timestamp with time zone,
	"trained_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"next_poll_at" timestamp with time zone,
	"polls" integer DEFAULT 0 NOT NULL,
	"deadline" timestamp with time zone NOT NULL,
	"progress" text,
	"progress_at" timestamp with time zone DEFAULT now() NOT NULL,
	"complete" boolean,
	"error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "orders_state" CHECK (state in ('submitting', 'training', 'making', 'copying', 'delivered', 'failed', 'stopped'))
);
--> statement-breakpoint
CREATE TABLE "imaging"."outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "imaging"."outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"event" json NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "imaging"."pack_sync" (
	"id" integer PRIMARY KEY NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"anew" boolean DEFAULT false NOT NULL,
	"anew_packs" text[] DEFAULT '{}' NOT NULL,
	"lease_id" uuid,
	"lease_until" timestamp with time zone,
	CONSTRAINT "pack_sync_one" CHECK (id = 1)
);
--> statement-breakpoint
CREATE TABLE "imaging"."packs" (
	"pack_id" text PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"data" jsonb NOT NULL,
	"sources" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "imaging"."pictures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"contact_id" uuid NOT NULL,
	"set_id" uuid NOT NULL,
	"message_id" text NOT NULL,
	"state" text DEFAULT 'fetching' NOT NULL,
	"reasons" text[] DEFAULT '{}' NOT NULL,
	"warnings" text[] DEFAULT '{}' NOT NULL,
	"class_name" text,
	"traits" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"inspected" boolean DEFAULT false NOT NULL,
	"sha256" text,
	"hash" text,
	"width" integer,
	"height" integer,
	"file_key" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"judged_at" timestamp with time zone,
	CONSTRAINT "pictures_state" CHECK (state in ('fetching', 'accepted', 'refused', 'held'))
);
--> statement-breakpoint
CREATE TABLE "imaging"."portraits" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"prompt_id" text NOT NULL,
	"index" integer NOT NULL,
	"state" text DEFAULT 'copying' NOT NULL,
	"reason" text,
	"file_key" text,
	"mime_type" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "portraits_order_id_prompt_id_index_unique" UNIQUE("order_id","prompt_id","index"),
	CONSTRAINT "portraits_state" CHECK (state in ('copying', 'kept', 'missing'))
);
--> statement-breakpoint
CREATE TABLE "messaging"."account_changes" (
	"event_id" text PRIMARY KEY NOT NULL,
	"account" text NOT NULL,
	"channel" text,
	"contact_id" uuid,
	"field" text NOT NULL,
	"value" json,
	"at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "messaging"."alerts" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"contact_id" uuid,
	"channel" text,
	"reason" text NOT NULL,
	"order_id" uuid,
	"message_id" uuid,
	"error_code" integer,
	"detail" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"resolved_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "messaging"."channels" (
	"id" text PRIMARY KEY NOT NULL,
	"provider" text NOT NULL,
	"display_number" text,
	"account" text,
	"token_name" text NOT NULL,
	"token_fingerprint" text NOT NULL,
	"rate_per_second" integer NOT NULL,
	"pair_burst" integer NOT NULL,
	"pair_interval_ms" integer NOT NULL,
	"sends_tat" timestamp with time zone,
	"slow_until" timestamp with time zone,
	"slowed" integer DEFAULT 0 NOT NULL,
	"state" text DEFAULT 'active' NOT NULL,
	"stop_reason" text,
	"stop_code" integer,
	"stopped_at" timestamp with time zone,
	"resumed_at" timestamp with time zone,
	"retry_at" timestamp with time zone,
	"stops" integer DEFAULT 0 NOT NULL,
	"quality" text,
	"messaging_tier" text,
	"restricted_until" timestamp with time zone,
	"templates_due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"templates_read_at" timestamp with time zone,
	"received_due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"received_until" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "messaging"."contact_aliases" (
	"channel" text NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"contact_id" uuid NOT NULL,
	CONSTRAINT "contact_aliases_value_kind_channel_pk" PRIMARY KEY("value","kind","channel")
);
--> statement-breakpoint
CREATE TABLE "messaging"."contacts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"user_id" text,
	"parent_user_id" text,
	"identity_hash" text,
	"phone" text,
	"name" text,
	"given_name" text,
	"username" text,
	"language" text,
	"time_zone" text,
	"birthday" text,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"attributes" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"opted_out" boolean DEFAULT false NOT NULL,
	"consent_version" text,
	"consent_at" timestamp with time zone,
	"last_inbound_at" timestamp with time zone,
	"window_expires_at" timestamp with time zone,
	"handed_over_at" timestamp with time zone,
	"handed_over_until" timestamp with time zone,
	"handed_over_by" text,
	"handed_over_reason" text,
	"merged_into" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"erasing_at" timestamp with time zone,
	"erased_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "messaging"."conversations" (
	"contact_id" uuid PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"data" json NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "messaging"."effects" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"contact_id" uuid,
	"request" json NOT NULL,
	"state" text DEFAULT 'prepared' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"looks" integer DEFAULT 0 NOT NULL,
	"run_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lease_id" uuid,
	"lease_until" timestamp with time zone,
	"deadline" timestamp with time zone,
	"result" json,
	"error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "effects_kind_key_unique" UNIQUE("kind","key"),
	CONSTRAINT "effects_state" CHECK (state in ('prepared', 'calling', 'unknown', 'done', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "messaging"."erased_subjects" (
	"subject" text PRIMARY KEY NOT NULL,
	"erased_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "messaging"."inbox" (
	"consumer" text NOT NULL,
	"event_id" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "inbox_consumer_event_id_pk" PRIMARY KEY("consumer","event_id")
);
--> statement-breakpoint
CREATE TABLE "messaging"."lanes" (
	"contact_id" uuid PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"due_at" timestamp with time zone,
	"tail_seq" bigint NOT NULL,
	"pushes" bigint DEFAULT 1 NOT NULL,
	"pair_tat" timestamp with time zone,
	"held_by" uuid,
	"held_for" text,
	"held_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "messaging"."messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"contact_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"direction" text NOT NULL,
	"wamid" text,
	"refused_wamids" text[],
	"type" text NOT NULL,
	"content" json NOT NULL,
	"state" text NOT NULL,
	"template" json,
	"as_template" boolean DEFAULT false NOT NULL,
	"requester" json,
	"context" json,
	"referral" json,
	"group_id" text,
	"cause_id" text,
	"occurred_at" timestamp with time zone,
	"once" text,
	"essential" boolean DEFAULT true NOT NULL,
	"file_key" text,
	"numbered" boolean DEFAULT false NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"resent" boolean DEFAULT false NOT NULL,
	"unknown_since" timestamp with time zone,
	"heard_at" timestamp with time zone,
	"reason" text,
	"error_code" integer,
	"error_detail" text,
	"pricing" json,
	"charged" json,
	"parked_until" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sending_at" timestamp with time zone,
	"accepted_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"delivered_at" timestamp with time zone,
	"read_at" timestamp with time zone,
	"played_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	"asked_at" timestamp with time zone,
	"asks" integer DEFAULT 0 NOT NULL,
	"earlier" json,
	"edited_at" timestamp with time zone,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "messaging"."opt_outs" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"contact_id" uuid NOT NULL,
	"opted_out" boolean NOT NULL,
	"source" text NOT NULL,
	"by" text,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "messaging"."outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "messaging"."outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"event" json NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "messaging"."packs" (
	"pack_id" text PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"data" json NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "messaging"."pictures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"contact_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"wamid" text NOT NULL,
	"media_id" text NOT NULL,
	"mime_type" text NOT NULL,
	"sha256" text,
	"url" text,
	"sent_at" timestamp with time zone NOT NULL,
	"set_id" uuid,
	"discarded_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "messaging"."ratings" (
	"contact_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"stars" smallint,
	"feedback" text,
	"rated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ratings_contact_id_order_id_pk" PRIMARY KEY("contact_id","order_id")
);
--> statement-breakpoint
CREATE TABLE "messaging"."templates" (
	"account" text NOT NULL,
	"name" text NOT NULL,
	"language" text NOT NULL,
	"provider_id" text,
	"status" text NOT NULL,
	"category" text,
	"quality" text,
	"components" json NOT NULL,
	"reason" text,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "templates_account_name_language_pk" PRIMARY KEY("account","name","language")
);
--> statement-breakpoint
CREATE TABLE "messaging"."timers" (
	"contact_id" uuid NOT NULL,
	"name" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	CONSTRAINT "timers_contact_id_name_pk" PRIMARY KEY("contact_id","name")
);
--> statement-breakpoint
CREATE TABLE "messaging"."unmatched_statuses" (
	"event_id" text PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"wamid" text NOT NULL,
	"status" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"error_code" integer,
	"error_detail" text,
	"pricing" json,
	"charged" json,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "messaging"."uploads" (
	"channel" text NOT NULL,
	"file_key" text NOT NULL,
	"media_id" text NOT NULL,
	"valid_until" timestamp with time zone NOT NULL,
	CONSTRAINT "uploads_channel_file_key_pk" PRIMARY KEY("channel","file_key")
);
--> statement-breakpoint
CREATE TABLE "ops"."announced" (
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "announced_kind_key_pk" PRIMARY KEY("kind","key")
);
--> statement-breakpoint
CREATE TABLE "ops"."api_keys" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_keys_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "ops"."bus_cursors" (
	"durable" text NOT NULL,
	"partition" integer NOT NULL,
	"types" text[] NOT NULL,
	"position" bigint DEFAULT 0 NOT NULL,
	"deliveries" integer DEFAULT 0 NOT NULL,
	"retry_at" timestamp with time zone,
	CONSTRAINT "bus_cursors_durable_partition_pk" PRIMARY KEY("durable","partition")
);
--> statement-breakpoint
CREATE TABLE "ops"."bus_dead" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"durable" text NOT NULL,
	"stream" text NOT NULL,
	"reason" text NOT NULL,
	"code" text NOT NULL,
	"deliveries" integer NOT NULL,
	"event" text NOT NULL,
	"died_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ops"."bus_events" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"event_id" text NOT NULL,
	"type" text NOT NULL,
	"partition" integer NOT NULL,
	"envelope" text NOT NULL,
	"published_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bus_events_event_id_unique" UNIQUE("event_id")
);
--> statement-breakpoint
CREATE TABLE "ops"."job_runs" (
	"job" text NOT NULL,
	"slot" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lease_until" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"result" json,
	CONSTRAINT "job_runs_job_slot_pk" PRIMARY KEY("job","slot")
);
--> statement-breakpoint
CREATE TABLE "ops"."orphaned_files" (
	"file_key" text PRIMARY KEY NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payments"."checkouts" (
	"order_id" uuid PRIMARY KEY NOT NULL,
	"provider" text NOT NULL,
	"url" text NOT NULL,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payments"."customers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"contact_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"erased_at" timestamp with time zone,
	CONSTRAINT "customers_contact_id_unique" UNIQUE("contact_id")
);
--> statement-breakpoint
CREATE TABLE "payments"."effects" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"contact_id" uuid,
	"request" json NOT NULL,
	"state" text DEFAULT 'prepared' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"looks" integer DEFAULT 0 NOT NULL,
	"run_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lease_id" uuid,
	"lease_until" timestamp with time zone,
	"deadline" timestamp with time zone,
	"result" json,
	"error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "effects_kind_key_unique" UNIQUE("kind","key"),
	CONSTRAINT "effects_state" CHECK (state in ('prepared', 'calling', 'unknown', 'done', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "payments"."erasures" (
	"contact_hash" text PRIMARY KEY NOT NULL,
	"erased_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payments"."inbox" (
	"consumer" text NOT NULL,
	"event_id" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "inbox_consumer_event_id_pk" PRIMARY KEY("consumer","event_id")
);
--> statement-breakpoint
CREATE TABLE "payments"."ledger_entries" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"transaction_key" text NOT NULL,
	"account" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	CONSTRAINT "ledger_entries_amount" CHECK (amount_minor <> 0)
);
--> statement-breakpoint
CREATE TABLE "payments"."ledger_transactions" (
	"key" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"kind" text NOT NULL,
	"order_id" uuid NOT NULL,
	"booked_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ledger_transactions_kind" CHECK (kind in ('payment', 'hold', 'accept', 'capture', 'release', 'refund'))
);
--> statement-breakpoint
CREATE TABLE "payments"."notices" (
	"provider" text NOT NULL,
	"kind" text NOT NULL,
	"notice_id" text NOT NULL,
	"seq" bigserial NOT NULL,
	"type" text NOT NULL,
	"order_ref" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notices_provider_kind_notice_id_pk" PRIMARY KEY("provider","kind","notice_id"),
	CONSTRAINT "notices_state" CHECK (state in ('applied', 'ignored', 'unmatched', 'waiting', 'doubtful', 'dismissed'))
);
--> statement-breakpoint
CREATE TABLE "payments"."orders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"customer_id" uuid NOT NULL,
	"state" text NOT NULL,
	"tier" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"captured_minor" bigint DEFAULT 0 NOT NULL,
	"details" json,
	"placed_at" timestamp with time zone NOT NULL,
	"paid_at" timestamp with time zone,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "orders_state" CHECK (state in ('awaiting_payment', 'mispriced', 'paid', 'delivered', 'refunding', 'refund_due', 'refunded', 'closed')),
	CONSTRAINT "orders_amounts" CHECK (amount_minor >= 0 and captured_minor >= 0)
);
--> statement-breakpoint
CREATE TABLE "payments"."outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "payments"."outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"event" json NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payments"."payments" (
	"provider" text NOT NULL,
	"payment_id" text NOT NULL,
	"seq" bigserial NOT NULL,
	"order_id" uuid NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"refunded_minor" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payments_provider_payment_id_pk" PRIMARY KEY("provider","payment_id"),
	CONSTRAINT "payments_state" CHECK (state in ('credited', 'failed', 'held') and (state = 'held') = (reason is not null)),
	CONSTRAINT "payments_amounts" CHECK (amount_minor >= 0 and refunded_minor between 0 and amount_minor)
);
--> statement-breakpoint
CREATE TABLE "payments"."refunds" (
	"id" text PRIMARY KEY NOT NULL,
	"order_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"payment_id" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"done_at" timestamp with time zone,
	CONSTRAINT "refunds_state" CHECK (state in ('asked', 'due', 'done')),
	CONSTRAINT "refunds_amount" CHECK (amount_minor >= 0)
);
--> statement-breakpoint
CREATE TABLE "payments"."resolutions" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"provider" text NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"action" text NOT NULL,
	"order_id" uuid,
	"order_ref" text,
	"by" text NOT NULL,
	"reason" text,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "resolutions_kind" CHECK (kind in ('payment', 'succeeded', 'failed', 'refunded', 'other')),
	CONSTRAINT "resolutions_action" CHECK (action in ('accepted', 'returned', 'matched', 'dismissed'))
);
--> statement-breakpoint
ALTER TABLE "automation"."versions" ADD CONSTRAINT "versions_automation_id_automations_automation_id_fk" FOREIGN KEY ("automation_id") REFERENCES "automation"."automations"("automation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imaging"."portraits" ADD CONSTRAINT "portraits_order_id_orders_order_id_fk" FOREIGN KEY ("order_id") REFERENCES "imaging"."orders"("order_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messaging"."account_changes" ADD CONSTRAINT "account_changes_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "messaging"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messaging"."alerts" ADD CONSTRAINT "alerts_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "messaging"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messaging"."contact_aliases" ADD CONSTRAINT "contact_aliases_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "messaging"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messaging"."conversations" ADD CONSTRAINT "conversations_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "messaging"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messaging"."lanes" ADD CONSTRAINT "lanes_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "messaging"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messaging"."messages" ADD CONSTRAINT "messages_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "messaging"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messaging"."opt_outs" ADD CONSTRAINT "opt_outs_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "messaging"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messaging"."pictures" ADD CONSTRAINT "pictures_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "messaging"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messaging"."ratings" ADD CONSTRAINT "ratings_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "messaging"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messaging"."timers" ADD CONSTRAINT "timers_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "messaging"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."checkouts" ADD CONSTRAINT "checkouts_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "payments"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."ledger_entries" ADD CONSTRAINT "ledger_entries_transaction_key_ledger_transactions_key_fk" FOREIGN KEY ("transaction_key") REFERENCES "payments"."ledger_transactions"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."orders" ADD CONSTRAINT "orders_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "payments"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."payments" ADD CONSTRAINT "payments_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "payments"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."refunds" ADD CONSTRAINT "refunds_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "payments"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."refunds" ADD CONSTRAINT "refunds_provider_payment_id_payments_provider_payment_id_fk" FOREIGN KEY ("provider","payment_id") REFERENCES "payments"."payments"("provider","payment_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."resolutions" ADD CONSTRAINT "resolutions_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "payments"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "activity_last" ON "automation"."activity" USING btree ("last_inbound_at","contact_id");--> statement-breakpoint
CREATE INDEX "automations_created_at_automation_id_index" ON "automation"."automations" USING btree ("created_at","automation_id") WHERE "automation"."automations"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "contact_keys_contact_id_index" ON "automation"."contact_keys" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "contacts_birthday" ON "automation"."contacts" USING btree ("birthday","time_zone","contact_id") WHERE "automation"."contacts"."birthday" is not null;--> statement-breakpoint
CREATE INDEX "counters_day_index" ON "automation"."counters" USING btree ("day");--> statement-breakpoint
CREATE INDEX "dates_name_at" ON "automation"."dates" USING btree ("name","at","contact_id");--> statement-breakpoint
CREATE INDEX "effects_run_at_index" ON "automation"."effects" USING btree ("run_at") WHERE state in ('prepared', 'calling', 'unknown');--> statement-breakpoint
CREATE INDEX "effects_contact_id_index" ON "automation"."effects" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "erased_keys_erased_at_index" ON "automation"."erased_keys" USING btree ("erased_at");--> statement-breakpoint
CREATE INDEX "executions_contact_id_index" ON "automation"."executions" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "executions_automation_id_started_at_execution_id_index" ON "automation"."executions" USING btree ("automation_id","started_at","execution_id");--> statement-breakpoint
CREATE INDEX "executions_ended_at_index" ON "automation"."executions" USING btree ("ended_at");--> statement-breakpoint
CREATE INDEX "facts_kind_ref_index" ON "automation"."facts" USING btree ("kind","ref");--> statement-breakpoint
CREATE INDEX "history_contact_id_index" ON "automation"."history" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "history_at" ON "automation"."history" USING btree ("at","event_id");--> statement-breakpoint
CREATE INDEX "inbox_received_at_index" ON "automation"."inbox" USING brin ("received_at");--> statement-breakpoint
CREATE INDEX "new_dates_open" ON "automation"."new_dates" USING btree ("told_at") WHERE batch is null;--> statement-breakpoint
CREATE INDEX "new_dates_batch" ON "automation"."new_dates" USING btree ("batch","name","contact_id");--> statement-breakpoint
CREATE INDEX "new_dates_contact_id_index" ON "automation"."new_dates" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "requests_contact_id_index" ON "automation"."requests" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "requests_requested_at_index" ON "automation"."requests" USING btree ("requested_at");--> statement-breakpoint
CREATE INDEX "slots_due_at_index" ON "automation"."slots" USING btree ("due_at") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "slots_ended_at_index" ON "automation"."slots" USING btree ("ended_at");--> statement-breakpoint
CREATE INDEX "waiting_events_key_index" ON "automation"."waiting_events" USING btree ("key");--> statement-breakpoint
CREATE INDEX "waiting_events_received_at_index" ON "automation"."waiting_events" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "waits_due_at_index" ON "automation"."waits" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "waits_contact_id_index" ON "automation"."waits" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "effects_run_at_index" ON "imaging"."effects" USING btree ("run_at") WHERE state in ('prepared', 'calling', 'unknown');--> statement-breakpoint
CREATE INDEX "effects_contact_id_index" ON "imaging"."effects" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "inbox_received_at_index" ON "imaging"."inbox" USING brin ("received_at");--> statement-breakpoint
CREATE INDEX "merged_contacts_into_index" ON "imaging"."merged_contacts" USING btree ("into");--> statement-breakpoint
CREATE INDEX "orders_next_poll_at_index" ON "imaging"."orders" USING btree ("next_poll_at") WHERE state in ('training', 'making');--> statement-breakpoint
CREATE INDEX "orders_contact_id_index" ON "imaging"."orders" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "orders_tune_id_index" ON "imaging"."orders" USING btree ("tune_id");--> statement-breakpoint
CREATE INDEX "orders_created_at_order_id_index" ON "imaging"."orders" USING btree ("created_at","order_id");--> statement-breakpoint
CREATE INDEX "pictures_contact_id_set_id_index" ON "imaging"."pictures" USING btree ("contact_id","set_id");--> statement-breakpoint
CREATE INDEX "pictures_created_at_id_index" ON "imaging"."pictures" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "portraits_contact_id_index" ON "imaging"."portraits" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "account_changes_contact_id_index" ON "messaging"."account_changes" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "alerts_contact_id_index" ON "messaging"."alerts" USING btree ("contact_id");--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_of_channel" ON "messaging"."alerts" USING btree ("channel","reason",left(coalesce("detail", ''), 200)) WHERE "messaging"."alerts"."channel" is not null and "messaging"."alerts"."resolved_at" is null;--> statement-breakpoint
CREATE INDEX "contact_aliases_contact_id_index" ON "messaging"."contact_aliases" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "contacts_erasing_at_index" ON "messaging"."contacts" USING btree ("erasing_at") WHERE "messaging"."contacts"."erasing_at" is not null and "messaging"."contacts"."erased_at" is null;--> statement-breakpoint
CREATE INDEX "contacts_merged" ON "messaging"."contacts" USING btree ("merged_into") WHERE "messaging"."contacts"."merged_into" is not null;--> statement-breakpoint
CREATE INDEX "contacts_activity" ON "messaging"."contacts" USING btree (coalesce("last_inbound_at", "created_at"),"id");--> statement-breakpoint
CREATE INDEX "effects_run_at_index" ON "messaging"."effects" USING btree ("run_at") WHERE state in ('prepared', 'calling', 'unknown');--> statement-breakpoint
CREATE INDEX "effects_contact_id_index" ON "messaging"."effects" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "erased_subjects_erased_at_index" ON "messaging"."erased_subjects" USING btree ("erased_at");--> statement-breakpoint
CREATE INDEX "inbox_received_at_index" ON "messaging"."inbox" USING brin ("received_at");--> statement-breakpoint
CREATE INDEX "lanes_due" ON "messaging"."lanes" USING btree ("channel","due_at") WHERE "messaging"."lanes"."due_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "messages_wamid" ON "messaging"."messages" USING btree ("wamid","channel") WHERE "messaging"."messages"."wamid" is not null;--> statement-breakpoint
CREATE INDEX "messages_refused_wamids" ON "messaging"."messages" USING gin ("refused_wamids") WHERE "messaging"."messages"."refused_wamids" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "messages_once" ON "messaging"."messages" USING btree ("contact_id","once") WHERE "messaging"."messages"."once" is not null;--> statement-breakpoint
CREATE INDEX "messages_open" ON "messaging"."messages" USING btree ("contact_id","seq") WHERE "messaging"."messages"."state" in ('queued', 'sending', 'unknown');--> statement-breakpoint
CREATE INDEX "messages_parked" ON "messaging"."messages" USING btree ("contact_id","seq") WHERE "messaging"."messages"."state" = 'parked';--> statement-breakpoint
CREATE INDEX "messages_seq" ON "messaging"."messages" USING btree ("seq");--> statement-breakpoint
CREATE INDEX "messages_unknown" ON "messaging"."messages" USING btree ("channel") WHERE "messaging"."messages"."state" = 'unknown';--> statement-breakpoint
CREATE INDEX "messages_silent" ON "messaging"."messages" USING btree ("accepted_at") WHERE "messaging"."messages"."state" = 'accepted' and "messaging"."messages"."asks" < 4;--> statement-breakpoint
CREATE INDEX "messages_parked_due" ON "messaging"."messages" USING btree (least("parked_until", "expires_at")) WHERE "messaging"."messages"."state" = 'parked';--> statement-breakpoint
CREATE INDEX "messages_corrections" ON "messaging"."messages" USING btree ("contact_id") WHERE "messaging"."messages"."type" in ('edit', 'revoke');--> statement-breakpoint
CREATE INDEX "messages_of_contact" ON "messaging"."messages" USING btree ("contact_id","seq");--> statement-breakpoint
CREATE INDEX "opt_outs_contact_id_index" ON "messaging"."opt_outs" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "pictures_contact_id_index" ON "messaging"."pictures" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "ratings_rated_at_index" ON "messaging"."ratings" USING btree ("rated_at");--> statement-breakpoint
CREATE INDEX "timers_due_at_index" ON "messaging"."timers" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "unmatched_statuses_channel_wamid_index" ON "messaging"."unmatched_statuses" USING btree ("channel","wamid");--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_name" ON "ops"."api_keys" USING btree ("name") WHERE "ops"."api_keys"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX "bus_events_partition_id" ON "ops"."bus_events" USING btree ("partition","id");--> statement-breakpoint
CREATE INDEX "effects_run_at_index" ON "payments"."effects" USING btree ("run_at") WHERE state in ('prepared', 'calling', 'unknown');--> statement-breakpoint
CREATE INDEX "effects_contact_id_index" ON "payments"."effects" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "inbox_received_at_index" ON "payments"."inbox" USING brin ("received_at");--> statement-breakpoint
CREATE INDEX "ledger_entries_transaction" ON "payments"."ledger_entries" USING btree ("transaction_key");--> statement-breakpoint
CREATE INDEX "ledger_entries_account" ON "payments"."ledger_entries" USING btree ("account","currency","amount_minor");--> statement-breakpoint
CREATE INDEX "ledger_transactions_seq" ON "payments"."ledger_transactions" USING btree ("seq");--> statement-breakpoint
CREATE INDEX "ledger_transactions_order" ON "payments"."ledger_transactions" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "notices_open" ON "payments"."notices" USING btree ("order_ref") WHERE "payments"."notices"."state" in ('unmatched', 'waiting', 'doubtful');--> statement-breakpoint
CREATE INDEX "notices_seq" ON "payments"."notices" USING btree ("seq");--> statement-breakpoint
CREATE INDEX "orders_seq" ON "payments"."orders" USING btree ("seq");--> statement-breakpoint
CREATE INDEX "orders_customer" ON "payments"."orders" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "orders_attention" ON "payments"."orders" USING btree ("state") WHERE "payments"."orders"."state" in ('mispriced', 'refunding', 'refund_due');--> statement-breakpoint
CREATE UNIQUE INDEX "payments_one_credited" ON "payments"."payments" USING btree ("order_id") WHERE "payments"."payments"."state" = 'credited';--> statement-breakpoint
CREATE INDEX "payments_order" ON "payments"."payments" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "payments_seq" ON "payments"."payments" USING btree ("seq");--> statement-breakpoint
CREATE INDEX "payments_held" ON "payments"."payments" USING btree ("reason") WHERE "payments"."payments"."state" = 'held';--> statement-breakpoint
CREATE INDEX "refunds_order" ON "payments"."refunds" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "refunds_open" ON "payments"."refunds" USING btree ("provider","payment_id") WHERE "payments"."refunds"."state" in ('asked', 'due');--> statement-breakpoint
CREATE INDEX "resolutions_subject" ON "payments"."resolutions" USING btree ("provider","subject_id","kind");--> statement-breakpoint
CREATE INDEX "resolutions_order" ON "payments"."resolutions" USING btree ("order_id");