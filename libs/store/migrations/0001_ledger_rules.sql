-- The ledger is only ever added to, and always right: the database sees to it, whatever the code does.

create function payments.refuse_ledger_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is only ever added to: % of % refused', tg_op, tg_table_name
    using errcode = 'restrict_violation';
end $$;
--> statement-breakpoint
create trigger ledger_transactions_insert_only before update or delete or truncate on payments.ledger_transactions
  for each statement execute function payments.refuse_ledger_change();
--> statement-breakpoint
create trigger ledger_entries_insert_only before update or delete or truncate on payments.ledger_entries
  for each statement execute function payments.refuse_ledger_change();
--> statement-breakpoint
-- At commit: the transaction has entries, and they sum to zero in each currency.
create function payments.check_ledger_transaction() returns trigger language plpgsql as $$
begin
  if not exists (select from payments.ledger_entries where transaction_key = new.key) then
    raise exception 'ledger transaction % has no entries', new.key using errcode = 'check_violation';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger ledger_transactions_have_entries after insert on payments.ledger_transactions
  deferrable initially deferred for each row execute function payments.check_ledger_transaction();
--> statement-breakpoint
create function payments.check_ledger_entry() returns trigger language plpgsql as $$
declare
  balance numeric;
begin
  select sum(amount_minor) into balance from payments.ledger_entries
    where transaction_key = new.transaction_key and currency = new.currency;
  if balance <> 0 then
    raise exception 'ledger transaction % does not sum to zero: % %', new.transaction_key, balance, new.currency
      using errcode = 'check_violation';
  end if;
  if new.amount_minor < 0 and new.account like 'customer:%' then
    select sum(amount_minor) into balance from payments.ledger_entries
      where account = new.account and currency = new.currency;
    if balance < 0 then
      raise exception 'the balance of % would be % %', new.account, balance, new.currency
        using errcode = 'check_violation';
    end if;
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger ledger_entries_balance after insert on payments.ledger_entries
  deferrable initially deferred for each row execute function payments.check_ledger_entry();
