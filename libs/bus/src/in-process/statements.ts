/** Adds events in the order given; those whose id is known are left out. */
export const addEvents = `
  insert into ops.bus_events (event_id, type, partition, envelope)
  select event_id, type, partition, envelope
  from unnest($1::text[], $2::text[], $3::int[], $4::text[]) with ordinality as e (event_id, type, partition, envelope, n)
  order by n
  on conflict (event_id) do nothing`

/** Puts an event at the end, whether it is there or not: every consumer gets it again. */
export const addEventAgain = `
  insert into ops.bus_events (event_id, type, partition, envelope) values ($1, $2, $3, $4)
  on conflict (event_id) do update set id = excluded.id, published_at = now()`

/** Makes the cursors of a consumer, at the beginning of all that is kept, and reads them. */
export const openCursors = `
  insert into ops.bus_cursors as c (durable, partition, types)
  select $1, p, $3::text[] from generate_series(0, $2::int - 1) as p
  on conflict (durable, partition) do update set types = excluded.types
  returning c.partition, c.position, c.deliveries,
    greatest(0, extract(epoch from c.retry_at - now()) * 1000)::float8 as wait_ms`

/** The next event of each partition after its position, and how far the events reached when we looked. */
export const nextEvents = `
  select p.partition, e.id, e.envelope, e.type, (select coalesce(max(id), 0) from ops.bus_events) as horizon
  from unnest($1::int[], $2::bigint[]) as p (partition, position)
  left join lateral (
    select id, envelope, type from ops.bus_events
    where partition = p.partition and id > p.position and type = any ($3::text[])
    order by id limit 1
  ) as e on true`

/** How many events are behind the positions. */
export const countWaiting = `
  select count(*) from unnest($1::int[], $2::bigint[]) as p (partition, position)
  join ops.bus_events as e on e.partition = p.partition and e.id > p.position and e.type = any ($3::text[])`

/** Moves cursors behind what is done. */
export const advanceCursors = `
  update ops.bus_cursors as c set position = p.position, deliveries = 0, retry_at = null
  from unnest($2::int[], $3::bigint[]) as p (partition, position)
  where c.durable = $1 and c.partition = p.partition`

/** Notes a try in vain, and when to try again. */
export const postponeEvent = `
  update ops.bus_cursors set deliveries = $3, retry_at = now() + make_interval(secs => $4::float8 / 1000)
  where durable = $1 and partition = $2`

/** Keeps a dead letter and moves the cursor behind its event, both or neither. */
export const buryEvent = `
  with letter as (
    insert into ops.bus_dead (durable, stream, reason, code, deliveries, event) values ($1, $4, $5, $6, $7, $8)
  )
  update ops.bus_cursors set position = $3, deliveries = 0, retry_at = null where durable = $1 and partition = $2`

/** The oldest dead letters. */
export const listDead = `
  select id, durable, stream, reason, code, deliveries, event, died_at from ops.bus_dead
  where $1::text is null or durable = $1 order by id limit $2`

/** One dead letter. */
export const findDead = 'select id, event from ops.bus_dead where id = $1'

/** Removes a dead letter. */
export const removeDead = 'delete from ops.bus_dead where id = $1'

/** Removes old events that every consumer of their type has done. */
export const forgetEvents = `
  delete from ops.bus_events as e
  where e.published_at < now() - make_interval(secs => $1::float8 / 1000)
    and not exists (
      select from ops.bus_cursors as c
      where c.partition = e.partition and e.type = any (c.types) and c.position < e.id
    )`
