--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: __EFMigrationsHistory; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public."__EFMigrationsHistory" (
    "MigrationId" character varying(150) NOT NULL,
    "ProductVersion" character varying(32) NOT NULL
);


--
-- Name: accounts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.accounts (
    account_id bigint NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    locale text NOT NULL,
    time_zone text NOT NULL,
    created_at bigint NOT NULL
);


--
-- Name: app_keys; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.app_keys (
    key_id text NOT NULL,
    account_id bigint NOT NULL,
    member_id bigint NOT NULL,
    name text NOT NULL,
    digest bytea NOT NULL,
    hint text NOT NULL,
    disabled boolean NOT NULL,
    created_at bigint NOT NULL,
    read_only boolean NOT NULL,
    permission_ids text NOT NULL,
    page_ids text NOT NULL,
    expires_at bigint,
    last_used_at bigint
);


--
-- Name: audit; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit (
    account_id bigint NOT NULL,
    audit_id bigint NOT NULL,
    member_id bigint NOT NULL,
    member_name text NOT NULL,
    key_id text,
    key_name text,
    door text NOT NULL,
    client_address text NOT NULL,
    request_id text NOT NULL,
    operation text NOT NULL,
    is_dangerous boolean NOT NULL,
    is_write boolean NOT NULL,
    about text NOT NULL,
    body text NOT NULL
);


--
-- Name: change_links; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.change_links (
    low_change_id bigint NOT NULL,
    high_change_id bigint NOT NULL
);


--
-- Name: change_responders; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.change_responders (
    change_id bigint NOT NULL,
    member_id bigint NOT NULL,
    "position" integer NOT NULL
);


--
-- Name: change_updates; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.change_updates (
    change_id bigint NOT NULL,
    update_id text NOT NULL,
    at_seconds bigint NOT NULL,
    arrival bigint NOT NULL,
    status text,
    description text NOT NULL,
    created_at bigint NOT NULL,
    next_update_at bigint
);


--
-- Name: changes; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.changes (
    change_id bigint NOT NULL,
    page_id bigint NOT NULL,
    type text NOT NULL,
    title text NOT NULL,
    description text NOT NULL,
    status text NOT NULL,
    start_at bigint NOT NULL,
    close_at bigint,
    stated_close_at bigint,
    is_retrospective boolean NOT NULL,
    notify_subscribers boolean NOT NULL,
    auto_update_by_schedule boolean NOT NULL,
    next_step_at bigint,
    source_id text,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    revision bigint NOT NULL
);


--
-- Name: component_changes; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.component_changes (
    change_id bigint NOT NULL,
    update_id text NOT NULL,
    component_id text NOT NULL,
    status text NOT NULL,
    "position" integer NOT NULL
);


--
-- Name: components; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.components (
    component_id text NOT NULL,
    page_id bigint NOT NULL,
    section_id text,
    name text NOT NULL,
    description text,
    order_id bigint NOT NULL,
    available_since_seconds bigint NOT NULL,
    hide_uptime boolean NOT NULL,
    hide_all boolean NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    deleted_at bigint
);


--
-- Name: counted_bounces; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.counted_bounces (
    subscriber_id bigint NOT NULL,
    change_id bigint NOT NULL,
    seq integer NOT NULL,
    counted_at bigint NOT NULL
);


--
-- Name: deliveries; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.deliveries (
    change_id bigint NOT NULL,
    subscriber_id bigint NOT NULL,
    hook_id text NOT NULL,
    page_id bigint NOT NULL,
    destination text NOT NULL,
    told_through integer NOT NULL,
    tell_through integer NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL,
    next_attempt_at bigint NOT NULL,
    waiting_since bigint NOT NULL,
    claimed_by text,
    sent_at bigint,
    last_error text
);


--
-- Name: delivery_nodes; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.delivery_nodes (
    node text NOT NULL,
    alive_until bigint NOT NULL
);


--
-- Name: idempotency_keys; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.idempotency_keys (
    account_id bigint NOT NULL,
    name bytea NOT NULL,
    sender text NOT NULL,
    digest bytea NOT NULL,
    created_at bigint NOT NULL,
    answer bytea NOT NULL
);


--
-- Name: im_hooks; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.im_hooks (
    hook_id text NOT NULL,
    account_id bigint NOT NULL,
    member_id bigint NOT NULL,
    platform text NOT NULL,
    name text NOT NULL,
    url text NOT NULL,
    secret text,
    created_at bigint NOT NULL,
    failures integer NOT NULL,
    quarantined_at bigint,
    quarantine_reason text
);


--
-- Name: invitations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.invitations (
    member_id bigint NOT NULL,
    digest bytea NOT NULL,
    mailed boolean NOT NULL,
    invited_by bigint NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
);


--
-- Name: letters; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.letters (
    letter_id bigint NOT NULL,
    kind text NOT NULL,
    account_id bigint NOT NULL,
    page_id bigint,
    recipient text NOT NULL,
    mailbox text NOT NULL,
    locale text NOT NULL,
    token text NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL,
    next_attempt_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    claimed_by text,
    created_at bigint NOT NULL,
    last_error text
);


--
-- Name: member_roles; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.member_roles (
    member_id bigint NOT NULL,
    role_id bigint NOT NULL
);


--
-- Name: members; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.members (
    member_id bigint NOT NULL,
    account_id bigint NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    password_hash text,
    email_verified boolean NOT NULL,
    phone text,
    country_code text,
    avatar text,
    ref_id text,
    locale text NOT NULL,
    time_zone text NOT NULL,
    status text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    console_locale text
);


--
-- Name: notifications; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.notifications (
    change_id bigint NOT NULL,
    seq integer NOT NULL,
    page_id bigint NOT NULL,
    account_id bigint NOT NULL,
    content text NOT NULL,
    created_at bigint NOT NULL,
    cursor bigint NOT NULL,
    spread_at bigint
);


--
-- Name: pages; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.pages (
    page_id bigint NOT NULL,
    account_id bigint NOT NULL,
    type text NOT NULL,
    name text NOT NULL,
    url_name text NOT NULL,
    page_title text,
    custom_domain text,
    domain_verified_at bigint,
    logo text,
    dark_logo text,
    favicon text,
    logo_url text,
    page_header text,
    page_footer text,
    contact_info text,
    custom_links text NOT NULL,
    date_view text NOT NULL,
    display_uptime_mode text NOT NULL,
    email_subscription boolean NOT NULL,
    im_subscription boolean NOT NULL,
    template_preference text,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);


--
-- Name: pending_subscriptions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.pending_subscriptions (
    page_id bigint NOT NULL,
    recipient text NOT NULL,
    digest bytea NOT NULL,
    "all" boolean NOT NULL,
    component_ids text NOT NULL,
    section_ids text NOT NULL,
    change_ids text NOT NULL,
    locale text NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
);


--
-- Name: protection_keys; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.protection_keys (
    name text NOT NULL,
    xml text NOT NULL
);


--
-- Name: recovery_codes; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.recovery_codes (
    member_id bigint NOT NULL,
    digest bytea NOT NULL
);


--
-- Name: roles; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.roles (
    role_id bigint NOT NULL,
    account_id bigint NOT NULL,
    name text NOT NULL,
    description text,
    permission_ids text NOT NULL,
    disabled boolean NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);


--
-- Name: second_factors; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.second_factors (
    member_id bigint NOT NULL,
    secret bytea NOT NULL,
    created_at bigint NOT NULL,
    confirmed_at bigint,
    last_step bigint NOT NULL,
    failures integer NOT NULL,
    blocked_until bigint NOT NULL
);


--
-- Name: sections; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sections (
    section_id text NOT NULL,
    page_id bigint NOT NULL,
    name text NOT NULL,
    description text,
    order_id bigint NOT NULL,
    hide_uptime boolean NOT NULL,
    hide_all boolean NOT NULL,
    created_at bigint NOT NULL
);


--
-- Name: sessions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sessions (
    digest bytea NOT NULL,
    account_id bigint NOT NULL,
    member_id bigint NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    client_address text,
    user_agent text,
    last_used_at bigint
);


--
-- Name: subscriber_changes; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.subscriber_changes (
    subscriber_id bigint NOT NULL,
    change_id bigint NOT NULL
);


--
-- Name: subscriber_components; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.subscriber_components (
    subscriber_id bigint NOT NULL,
    component_id text NOT NULL
);


--
-- Name: subscriber_hooks; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.subscriber_hooks (
    subscriber_id bigint NOT NULL,
    hook_id text NOT NULL
);


--
-- Name: subscriber_imports; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.subscriber_imports (
    import_id text NOT NULL,
    part integer NOT NULL,
    page_id bigint NOT NULL,
    member_id bigint NOT NULL,
    count integer NOT NULL,
    total integer NOT NULL,
    items text NOT NULL,
    created_at bigint NOT NULL
);


--
-- Name: subscriber_sections; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.subscriber_sections (
    subscriber_id bigint NOT NULL,
    section_id text NOT NULL
);


--
-- Name: subscribers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.subscribers (
    subscriber_id bigint NOT NULL,
    page_id bigint NOT NULL,
    method text NOT NULL,
    recipient text NOT NULL,
    member_id bigint,
    domain text NOT NULL,
    "all" boolean NOT NULL,
    locale text NOT NULL,
    token text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    failures integer NOT NULL,
    bounces integer NOT NULL,
    bounced_at bigint,
    quarantined_at bigint,
    quarantine_reason text
);


--
-- Name: team_members; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.team_members (
    team_id bigint NOT NULL,
    member_id bigint NOT NULL,
    "position" integer NOT NULL
);


--
-- Name: teams; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.teams (
    team_id bigint NOT NULL,
    account_id bigint NOT NULL,
    name text NOT NULL,
    description text,
    ref_id text,
    creator_id bigint NOT NULL,
    updated_by bigint NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);


--
-- Name: templates; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.templates (
    template_id text NOT NULL,
    page_id bigint NOT NULL,
    type text NOT NULL,
    title text NOT NULL,
    event_type text NOT NULL,
    status text NOT NULL,
    description text,
    messages text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);


--
-- Data for Name: __EFMigrationsHistory; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public."__EFMigrationsHistory" VALUES ('0001_initial', '10.0.14');
INSERT INTO public."__EFMigrationsHistory" VALUES ('0002_audit', '10.0.14');
INSERT INTO public."__EFMigrationsHistory" VALUES ('0003_idempotency', '10.0.14');
INSERT INTO public."__EFMigrationsHistory" VALUES ('0003_subscriber_imports', '10.0.14');
INSERT INTO public."__EFMigrationsHistory" VALUES ('0004_next_update', '10.0.14');
INSERT INTO public."__EFMigrationsHistory" VALUES ('0005_second_factors', '10.0.14');


--
-- Data for Name: accounts; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.accounts VALUES (4100000000000001, 'Acme & Söhne', 'email 1 of accounts — Grüße 你好 "quoted" ''single''', 'en-US', 'Europe/Berlin', 1780000006);
INSERT INTO public.accounts VALUES (4100000000000002, '空港', 'email 2 of accounts — Grüße 你好 "quoted" ''single''', 'zh-CN', 'Asia/Shanghai', 1780000012);


--
-- Data for Name: app_keys; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.app_keys VALUES ('01JDKEY00000000000000000A1', 4100000000000001, 5200000000000001, 'name 1 of app_keys — Grüße 你好 "quoted" ''single''', '\x00350035003500350035003500350035', 'hint 1 of app_keys — Grüße 你好 "quoted" ''single''', true, 1780000056, true, '[101,102]', '[6300000000000001]', 1780000060, 1780000061);
INSERT INTO public.app_keys VALUES ('01JDKEY00000000000000000A2', 4100000000000002, 5200000000000002, 'name 2 of app_keys — Grüße 你好 "quoted" ''single''', '\x00420042004200420042004200420042', 'hint 2 of app_keys — Grüße 你好 "quoted" ''single''', false, 1780000069, false, '[]', '[]', NULL, NULL);


--
-- Data for Name: audit; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit VALUES (4100000000000001, 9900000000000001, 5200000000000001, 'member_name 1 of audit — Grüße 你好 "quoted" ''single''', '01JDKEY00000000000000000A1', 'key_name 1 of audit — Grüße 你好 "quoted" ''single''', 'api', 'client_address 1 of audit — Grüße 你好 "quoted" ''single''', '01JDRQ0000000000000000000A', 'section:write:upsert', true, true, '{}', '{"name":"x"}');
INSERT INTO public.audit VALUES (4100000000000002, 9900000000000002, 5200000000000002, 'member_name 2 of audit — Grüße 你好 "quoted" ''single''', '01JDKEY00000000000000000A2', NULL, 'console', 'client_address 2 of audit — Grüße 你好 "quoted" ''single''', '01JDRQ0000000000000000000B', 'login:write:session', false, false, '[]', '');


--
-- Data for Name: change_links; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.change_links VALUES (7400000000000001, 7400000000000002);


--
-- Data for Name: change_responders; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.change_responders VALUES (7400000000000001, 5200000000000001, 1);
INSERT INTO public.change_responders VALUES (7400000000000002, 5200000000000002, 4);


--
-- Data for Name: change_updates; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.change_updates VALUES (7400000000000001, '64b5f0a1c3d2e4f5a6b7ca01', 1780000289, 4, 'investigating', 'description 1 of change_updates — Grüße 你好 "quoted" ''single''', 1780000293, 1780000294);
INSERT INTO public.change_updates VALUES (7400000000000002, '64b5f0a1c3d2e4f5a6b7ca02', 1780000297, 5, 'scheduled', 'description 2 of change_updates — Grüße 你好 "quoted" ''single''', 1780000301, NULL);


--
-- Data for Name: changes; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.changes VALUES (7400000000000001, 6300000000000001, 'incident', 'title 1 of changes — Grüße 你好 "quoted" ''single''', 'description 1 of changes — Grüße 你好 "quoted" ''single''', 'investigating', 1780000259, 1780000260, 1780000261, true, true, true, 1780000265, 'github-1', 1780000267, 1780000268, 4);
INSERT INTO public.changes VALUES (7400000000000002, 6300000000000002, 'maintenance', 'title 2 of changes — Grüße 你好 "quoted" ''single''', 'description 2 of changes — Grüße 你好 "quoted" ''single''', 'scheduled', 1780000276, NULL, NULL, false, false, false, NULL, NULL, 1780000284, 1780000285, 7);


--
-- Data for Name: component_changes; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.component_changes VALUES (7400000000000001, '64b5f0a1c3d2e4f5a6b7ca01', '64b5f0a1c3d2e4f5a6b7c901', 'full_outage', 7);
INSERT INTO public.component_changes VALUES (7400000000000002, '64b5f0a1c3d2e4f5a6b7ca02', '64b5f0a1c3d2e4f5a6b7c902', 'under_maintenance', 5);


--
-- Data for Name: components; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.components VALUES ('64b5f0a1c3d2e4f5a6b7c901', 6300000000000001, '64b5f0a1c3d2e4f5a6b7c801', 'name 1 of components — Grüße 你好 "quoted" ''single''', 'description 1 of components — Grüße 你好 "quoted" ''single''', 5, 1780000215, true, true, 1780000218, 1780000219, 1780000220);
INSERT INTO public.components VALUES ('64b5f0a1c3d2e4f5a6b7c902', 6300000000000002, '64b5f0a1c3d2e4f5a6b7c802', 'name 2 of components — Grüße 你好 "quoted" ''single''', NULL, 3, 1780000227, false, false, 1780000230, 1780000231, NULL);


--
-- Data for Name: counted_bounces; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.counted_bounces VALUES (8500000000000001, 7400000000000001, 2, 1780000394);
INSERT INTO public.counted_bounces VALUES (8500000000000002, 7400000000000002, 6, 1780000398);


--
-- Data for Name: deliveries; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.deliveries VALUES (7400000000000001, 8500000000000001, '', 6300000000000001, 'destination 1 of deliveries — Grüße 你好 "quoted" ''single''', 7, 1, 'waiting', 3, 1780000444, 1780000445, NULL, 1780000447, 'last_error 1 of deliveries — Grüße 你好 "quoted" ''single''');
INSERT INTO public.deliveries VALUES (7400000000000002, 8500000000000002, '01JDHK0000000000000000000B', 6300000000000002, 'destination 2 of deliveries — Grüße 你好 "quoted" ''single''', 7, 1, 'failed', 3, 1780000458, 1780000459, 'node-1', NULL, NULL);


--
-- Data for Name: delivery_nodes; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.delivery_nodes VALUES ('node 1 of delivery_nodes — Grüße 你好 "quoted" ''single''', 1780000494);
INSERT INTO public.delivery_nodes VALUES ('node 2 of delivery_nodes — Grüße 你好 "quoted" ''single''', 1780000496);


--
-- Data for Name: idempotency_keys; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.idempotency_keys VALUES (4100000000000001, '\x020e020e020e020e020e020e020e020e', 'sender 1 of idempotency_keys — Grüße 你好 "quoted" ''single''', '\x02100210021002100210021002100210', 1780000529, '\x02120212021202120212021202120212');
INSERT INTO public.idempotency_keys VALUES (4100000000000002, '\x02140214021402140214021402140214', 'sender 2 of idempotency_keys — Grüße 你好 "quoted" ''single''', '\x02160216021602160216021602160216', 1780000535, '\x02180218021802180218021802180218');


--
-- Data for Name: im_hooks; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.im_hooks VALUES ('01JDHK0000000000000000000A', 4100000000000001, 5200000000000001, 'slack', 'name 1 of im_hooks — Grüße 你好 "quoted" ''single''', 'https://example.com/370', 'secret 1 of im_hooks — Grüße 你好 "quoted" ''single''', 1780000372, 3, 1780000374, 'quarantine_reason 1 of im_hooks — Grüße 你好 "quoted" ''single''');
INSERT INTO public.im_hooks VALUES ('01JDHK0000000000000000000B', 4100000000000002, 5200000000000002, 'dingtalk', 'name 2 of im_hooks — Grüße 你好 "quoted" ''single''', 'https://example.com/381', NULL, 1780000383, 7, NULL, NULL);


--
-- Data for Name: invitations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.invitations VALUES (5200000000000001, '\x00880088008800880088008800880088', true, 5200000000000001, 1780000139, 1780000140);
INSERT INTO public.invitations VALUES (5200000000000002, '\x008e008e008e008e008e008e008e008e', false, 5200000000000002, 1780000145, 1780000146);


--
-- Data for Name: letters; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.letters VALUES (9800000000000001, 'confirmation', 4100000000000001, 6300000000000001, 'recipient 1 of letters — Grüße 你好 "quoted" ''single''', 'mailbox 1 of letters — Grüße 你好 "quoted" ''single''', 'en-US', 'https://example.com/470', 'waiting', 4, 1780000473, 1780000474, NULL, 1780000476, 'last_error 1 of letters — Grüße 你好 "quoted" ''single''');
INSERT INTO public.letters VALUES (9800000000000002, 'invitation', 4100000000000002, NULL, 'recipient 2 of letters — Grüße 你好 "quoted" ''single''', 'mailbox 2 of letters — Grüße 你好 "quoted" ''single''', 'zh-CN', 'https://example.com/485', 'sent', 5, 1780000488, 1780000489, NULL, 1780000491, NULL);


--
-- Data for Name: member_roles; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.member_roles VALUES (5200000000000001, 9600000000000001);
INSERT INTO public.member_roles VALUES (5200000000000002, 9600000000000002);


--
-- Data for Name: members; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.members VALUES (5200000000000001, 4100000000000001, 'Alice O''Neil', 'alice@example.com', 'AQAAAAIAAYagAAAAE-not-a-hash', true, 'phone 1 of members — Grüße 你好 "quoted" ''single''', 'country_code 1 of members — Grüße 你好 "quoted" ''single''', 'avatar 1 of members — Grüße 你好 "quoted" ''single''', 'ref-1', 'en-US', 'Europe/Berlin', 'enabled', 1780000026, 1780000027, 'en');
INSERT INTO public.members VALUES (5200000000000002, 4100000000000002, '小明', 'ming@example.com', NULL, false, NULL, NULL, NULL, NULL, 'zh-CN', 'Asia/Shanghai', 'pending', 1780000042, 1780000043, NULL);


--
-- Data for Name: notifications; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.notifications VALUES (7400000000000001, 1, 6300000000000001, 4100000000000001, '{"title":"Slow answers","updates":[]}', 1780000424, 6, NULL);
INSERT INTO public.notifications VALUES (7400000000000002, 2, 6300000000000002, 4100000000000002, '{"title":"New disks","updates":[]}', 1780000432, 7, 1780000002);


--
-- Data for Name: pages; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.pages VALUES (6300000000000001, 4100000000000001, 'public', 'name 1 of pages — Grüße 你好 "quoted" ''single''', 'acme', 'page_title 1 of pages — Grüße 你好 "quoted" ''single''', 'status.example.com', 1780000154, 'logo 1 of pages — Grüße 你好 "quoted" ''single''', 'dark_logo 1 of pages — Grüße 你好 "quoted" ''single''', 'favicon 1 of pages — Grüße 你好 "quoted" ''single''', 'logo_url 1 of pages — Grüße 你好 "quoted" ''single''', 'page_header 1 of pages — Grüße 你好 "quoted" ''single''', 'page_footer 1 of pages — Grüße 你好 "quoted" ''single''', 'contact_info 1 of pages — Grüße 你好 "quoted" ''single''', '[{"name":"Docs","url":"https://example.com/"}]', 'calendar', 'chart_and_percentage', true, true, 'message', 1780000168, 1780000169);
INSERT INTO public.pages VALUES (6300000000000002, 4100000000000002, 'internal', 'name 2 of pages — Grüße 你好 "quoted" ''single''', 'ops', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', 'list', 'none', false, false, NULL, 1780000191, 1780000192);


--
-- Data for Name: pending_subscriptions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.pending_subscriptions VALUES (6300000000000001, 'recipient 1 of pending_subscriptions — Grüße 你好 "quoted" ''single''', '\x01910191019101910191019101910191', true, '["64b5f0a1c3d2e4f5a6b7c901"]', '["64b5f0a1c3d2e4f5a6b7c801"]', '[]', 'en-US', 1780000407, 1780000408);
INSERT INTO public.pending_subscriptions VALUES (6300000000000002, 'recipient 2 of pending_subscriptions — Grüße 你好 "quoted" ''single''', '\x019b019b019b019b019b019b019b019b', false, '[]', '[]', '[7400000000000002]', 'zh-CN', 1780000417, 1780000418);


--
-- Data for Name: protection_keys; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.protection_keys VALUES ('key-6bf3b08d-2e63-409e-8c74-d7c85b3cb2ce', '<key id="6bf3b08d-2e63-409e-8c74-d7c85b3cb2ce" version="1"><creationDate>2026-11-30T10:39:34.7156146Z</creationDate><activationDate>2026-11-30T10:39:34.7156146Z</activationDate><expirationDate>2027-02-28T10:39:34.7156146Z</expirationDate><descriptor deserializerType="Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel.AuthenticatedEncryptorDescriptorDeserializer, Microsoft.AspNetCore.DataProtection, Version=10.0.0.0, Culture=neutral, PublicKeyToken=adb9793829ddae60"><descriptor><encryption algorithm="AES_256_CBC" /><validation algorithm="HMACSHA256" /><masterKey p4:requiresEncryption="true" xmlns:p4="http://schemas.asp.net/2015/03/dataProtection"><!-- Warning: the key below is in an unencrypted form. --><value>XGPA/n4KDcALgkQ3ZMeWUI7Isuw3SP3+TDV9huBCazimYSBnq1sy0WM7B+MnEVcBuhxdqHvPcL1Eo3EXW6OFlw==</value></masterKey></descriptor></descriptor></key>');
INSERT INTO public.protection_keys VALUES ('key-5e2c79c6-a822-4aca-825b-b43391968d24', '<key id="5e2c79c6-a822-4aca-825b-b43391968d24" version="1"><creationDate>2026-11-30T10:39:34.8567867Z</creationDate><activationDate>2026-11-30T10:39:34.8567867Z</activationDate><expirationDate>2027-02-28T10:39:34.8567867Z</expirationDate><descriptor deserializerType="Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel.AuthenticatedEncryptorDescriptorDeserializer, Microsoft.AspNetCore.DataProtection, Version=10.0.0.0, Culture=neutral, PublicKeyToken=adb9793829ddae60"><descriptor><encryption algorithm="AES_256_CBC" /><validation algorithm="HMACSHA256" /><masterKey p4:requiresEncryption="true" xmlns:p4="http://schemas.asp.net/2015/03/dataProtection"><!-- Warning: the key below is in an unencrypted form. --><value>wmj1EDsp0kZw7Xe6hRQsAD+NQddupje2Iwop7lxSpZZCJyyWgrnFQSSC2jv6JpAMnHGtE2PUTHTEXJN0cezTSQ==</value></masterKey></descriptor></descriptor></key>');


--
-- Data for Name: recovery_codes; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.recovery_codes VALUES (5200000000000001, '\x02380238023802380238023802380238');
INSERT INTO public.recovery_codes VALUES (5200000000000002, '\x023a023a023a023a023a023a023a023a');


--
-- Data for Name: roles; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.roles VALUES (9600000000000001, 4100000000000001, 'name 1 of roles — Grüße 你好 "quoted" ''single''', 'description 1 of roles — Grüße 你好 "quoted" ''single''', '[101,203]', true, 1780000101, 1780000102);
INSERT INTO public.roles VALUES (9600000000000002, 4100000000000002, 'name 2 of roles — Grüße 你好 "quoted" ''single''', NULL, '[]', false, 1780000109, 1780000110);


--
-- Data for Name: second_factors; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.second_factors VALUES (5200000000000001, '\x09f0c9f08db0f36b632e9e408c74d7c85b3cb2ce99fb3a944653fc24706dd91984f0eca8abc639cb515515fba7e326b8a26349f77381fdff0ef72fd0ad708b5c85b34a63415ce70abbdf07059069adaf06be7a91f58bf9fdbe99c60bd568fd508435421db4c96c01c493e5fa468c70bdc5e5f103', 1780000555, 1780000001, 5, 6, 1780000559);
INSERT INTO public.second_factors VALUES (5200000000000002, '\x09f0c9f0c6792c5e22a8ca4a825bb43391968d24f7e21a381a02d9ea9463b893c179951b7133df5834f669d28d6cb5ff8065af489b03a969967162bbc3f6ef753cf6b478fe1b2e3ee75dadefb6aa67e475c7a3cc06c110deb8040fc92e97d6e9db88b0a30ef6ef1e1ca4b40fedc7b197fada008b', 1780000562, NULL, 5, 6, 1780000566);


--
-- Data for Name: sections; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sections VALUES ('64b5f0a1c3d2e4f5a6b7c801', 6300000000000001, 'name 1 of sections — Grüße 你好 "quoted" ''single''', 'description 1 of sections — Grüße 你好 "quoted" ''single''', 2, true, true, 1780000200);
INSERT INTO public.sections VALUES ('64b5f0a1c3d2e4f5a6b7c802', 6300000000000002, 'name 2 of sections — Grüße 你好 "quoted" ''single''', NULL, 3, false, false, 1780000208);


--
-- Data for Name: sessions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sessions VALUES ('\x004b004b004b004b004b004b004b004b', 4100000000000001, 5200000000000001, 1780000078, 1780000079, 'client_address 1 of sessions — Grüße 你好 "quoted" ''single''', 'user_agent 1 of sessions — Grüße 你好 "quoted" ''single''', 1780000082);
INSERT INTO public.sessions VALUES ('\x00530053005300530053005300530053', 4100000000000002, 5200000000000002, 1780000086, 1780000087, NULL, NULL, NULL);


--
-- Data for Name: subscriber_changes; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.subscriber_changes VALUES (8500000000000001, 7400000000000001);
INSERT INTO public.subscriber_changes VALUES (8500000000000002, 7400000000000002);


--
-- Data for Name: subscriber_components; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.subscriber_components VALUES (8500000000000001, '64b5f0a1c3d2e4f5a6b7c901');
INSERT INTO public.subscriber_components VALUES (8500000000000002, '64b5f0a1c3d2e4f5a6b7c902');


--
-- Data for Name: subscriber_hooks; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.subscriber_hooks VALUES (8500000000000001, '01JDHK0000000000000000000A');
INSERT INTO public.subscriber_hooks VALUES (8500000000000002, '01JDHK0000000000000000000B');


--
-- Data for Name: subscriber_imports; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.subscriber_imports VALUES ('01JDMP0000000000000000000A', 7, 6300000000000001, 5200000000000001, 3, 4, '[]', 1780000544);
INSERT INTO public.subscriber_imports VALUES ('01JDMP0000000000000000000B', 1, 6300000000000002, 5200000000000002, 4, 5, '["a"]', 1780000552);


--
-- Data for Name: subscriber_sections; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.subscriber_sections VALUES (8500000000000001, '64b5f0a1c3d2e4f5a6b7c801');
INSERT INTO public.subscriber_sections VALUES (8500000000000002, '64b5f0a1c3d2e4f5a6b7c802');


--
-- Data for Name: subscribers; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.subscribers VALUES (8500000000000001, 6300000000000001, 'email', 'carol@example.org', NULL, 'example.org', true, 'en-US', 'https://example.com/329', 1780000330, 1780000331, 4, 5, 1780000334, 1780000335, 'quarantine_reason 1 of subscribers — Grüße 你好 "quoted" ''single''');
INSERT INTO public.subscribers VALUES (8500000000000002, 6300000000000002, 'im', 'im-of-ming', 5200000000000002, '', false, 'zh-CN', 'https://example.com/345', 1780000346, 1780000347, 6, 7, NULL, NULL, NULL);


--
-- Data for Name: team_members; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.team_members VALUES (9700000000000001, 5200000000000001, 6);
INSERT INTO public.team_members VALUES (9700000000000002, 5200000000000002, 2);


--
-- Data for Name: teams; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.teams VALUES (9700000000000001, 4100000000000001, 'name 1 of teams — Grüße 你好 "quoted" ''single''', 'description 1 of teams — Grüße 你好 "quoted" ''single''', 'ref-1', 5200000000000001, 5200000000000001, 1780000118, 1780000119);
INSERT INTO public.teams VALUES (9700000000000002, 4100000000000002, 'name 2 of teams — Grüße 你好 "quoted" ''single''', NULL, NULL, 5200000000000002, 5200000000000002, 1780000127, 1780000128);


--
-- Data for Name: templates; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.templates VALUES ('64b5f0a1c3d2e4f5a6b7cb01', 6300000000000001, 'message', 'title 1 of templates — Grüße 你好 "quoted" ''single''', 'incident', 'identified', 'description 1 of templates — Grüße 你好 "quoted" ''single''', '[{"status":"identified","text":"Found."}]', 1780000241, 1780000242);
INSERT INTO public.templates VALUES ('64b5f0a1c3d2e4f5a6b7cb02', 6300000000000002, 'pre_defined', 'title 2 of templates — Grüße 你好 "quoted" ''single''', 'maintenance', 'scheduled', NULL, '[]', 1780000251, 1780000252);


--
-- Name: __EFMigrationsHistory PK___EFMigrationsHistory; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."__EFMigrationsHistory"
    ADD CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY ("MigrationId");


--
-- Name: accounts PK_accounts; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT "PK_accounts" PRIMARY KEY (account_id);


--
-- Name: app_keys PK_app_keys; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.app_keys
    ADD CONSTRAINT "PK_app_keys" PRIMARY KEY (key_id);


--
-- Name: audit PK_audit; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT "PK_audit" PRIMARY KEY (account_id, audit_id);


--
-- Name: change_links PK_change_links; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.change_links
    ADD CONSTRAINT "PK_change_links" PRIMARY KEY (low_change_id, high_change_id);


--
-- Name: change_responders PK_change_responders; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.change_responders
    ADD CONSTRAINT "PK_change_responders" PRIMARY KEY (change_id, member_id);


--
-- Name: change_updates PK_change_updates; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.change_updates
    ADD CONSTRAINT "PK_change_updates" PRIMARY KEY (change_id, update_id);


--
-- Name: changes PK_changes; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.changes
    ADD CONSTRAINT "PK_changes" PRIMARY KEY (change_id);


--
-- Name: component_changes PK_component_changes; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.component_changes
    ADD CONSTRAINT "PK_component_changes" PRIMARY KEY (change_id, update_id, component_id);


--
-- Name: components PK_components; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.components
    ADD CONSTRAINT "PK_components" PRIMARY KEY (component_id);


--
-- Name: counted_bounces PK_counted_bounces; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.counted_bounces
    ADD CONSTRAINT "PK_counted_bounces" PRIMARY KEY (subscriber_id, change_id, seq);


--
-- Name: deliveries PK_deliveries; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT "PK_deliveries" PRIMARY KEY (change_id, subscriber_id, hook_id);


--
-- Name: delivery_nodes PK_delivery_nodes; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.delivery_nodes
    ADD CONSTRAINT "PK_delivery_nodes" PRIMARY KEY (node);


--
-- Name: idempotency_keys PK_idempotency_keys; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT "PK_idempotency_keys" PRIMARY KEY (account_id, name);


--
-- Name: im_hooks PK_im_hooks; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.im_hooks
    ADD CONSTRAINT "PK_im_hooks" PRIMARY KEY (hook_id);


--
-- Name: invitations PK_invitations; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT "PK_invitations" PRIMARY KEY (member_id);


--
-- Name: letters PK_letters; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.letters
    ADD CONSTRAINT "PK_letters" PRIMARY KEY (letter_id);


--
-- Name: member_roles PK_member_roles; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.member_roles
    ADD CONSTRAINT "PK_member_roles" PRIMARY KEY (member_id, role_id);


--
-- Name: members PK_members; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.members
    ADD CONSTRAINT "PK_members" PRIMARY KEY (member_id);


--
-- Name: notifications PK_notifications; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notifications
    ADD CONSTRAINT "PK_notifications" PRIMARY KEY (change_id, seq);


--
-- Name: pages PK_pages; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pages
    ADD CONSTRAINT "PK_pages" PRIMARY KEY (page_id);


--
-- Name: pending_subscriptions PK_pending_subscriptions; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pending_subscriptions
    ADD CONSTRAINT "PK_pending_subscriptions" PRIMARY KEY (page_id, recipient);


--
-- Name: protection_keys PK_protection_keys; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.protection_keys
    ADD CONSTRAINT "PK_protection_keys" PRIMARY KEY (name);


--
-- Name: recovery_codes PK_recovery_codes; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recovery_codes
    ADD CONSTRAINT "PK_recovery_codes" PRIMARY KEY (member_id, digest);


--
-- Name: roles PK_roles; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.roles
    ADD CONSTRAINT "PK_roles" PRIMARY KEY (role_id);


--
-- Name: second_factors PK_second_factors; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.second_factors
    ADD CONSTRAINT "PK_second_factors" PRIMARY KEY (member_id);


--
-- Name: sections PK_sections; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sections
    ADD CONSTRAINT "PK_sections" PRIMARY KEY (section_id);


--
-- Name: sessions PK_sessions; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT "PK_sessions" PRIMARY KEY (digest);


--
-- Name: subscriber_changes PK_subscriber_changes; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscriber_changes
    ADD CONSTRAINT "PK_subscriber_changes" PRIMARY KEY (subscriber_id, change_id);


--
-- Name: subscriber_components PK_subscriber_components; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscriber_components
    ADD CONSTRAINT "PK_subscriber_components" PRIMARY KEY (subscriber_id, component_id);


--
-- Name: subscriber_hooks PK_subscriber_hooks; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscriber_hooks
    ADD CONSTRAINT "PK_subscriber_hooks" PRIMARY KEY (subscriber_id, hook_id);


--
-- Name: subscriber_imports PK_subscriber_imports; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscriber_imports
    ADD CONSTRAINT "PK_subscriber_imports" PRIMARY KEY (import_id, part);


--
-- Name: subscriber_sections PK_subscriber_sections; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscriber_sections
    ADD CONSTRAINT "PK_subscriber_sections" PRIMARY KEY (subscriber_id, section_id);


--
-- Name: subscribers PK_subscribers; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscribers
    ADD CONSTRAINT "PK_subscribers" PRIMARY KEY (subscriber_id);


--
-- Name: team_members PK_team_members; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.team_members
    ADD CONSTRAINT "PK_team_members" PRIMARY KEY (team_id, member_id);


--
-- Name: teams PK_teams; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.teams
    ADD CONSTRAINT "PK_teams" PRIMARY KEY (team_id);


--
-- Name: templates PK_templates; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.templates
    ADD CONSTRAINT "PK_templates" PRIMARY KEY (template_id);


--
-- Name: IX_app_keys_digest; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX "IX_app_keys_digest" ON public.app_keys USING btree (digest);


--
-- Name: IX_app_keys_member_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_app_keys_member_id" ON public.app_keys USING btree (member_id);


--
-- Name: IX_audit_account_id_member_id_audit_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_audit_account_id_member_id_audit_id" ON public.audit USING btree (account_id, member_id, audit_id);


--
-- Name: IX_audit_account_id_operation_audit_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_audit_account_id_operation_audit_id" ON public.audit USING btree (account_id, operation, audit_id);


--
-- Name: IX_audit_account_id_request_id_audit_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_audit_account_id_request_id_audit_id" ON public.audit USING btree (account_id, request_id, audit_id);


--
-- Name: IX_change_links_high_change_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_change_links_high_change_id" ON public.change_links USING btree (high_change_id);


--
-- Name: IX_change_responders_member_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_change_responders_member_id" ON public.change_responders USING btree (member_id);


--
-- Name: IX_changes_next_step_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_changes_next_step_at" ON public.changes USING btree (next_step_at);


--
-- Name: IX_changes_page_id_close_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_changes_page_id_close_at" ON public.changes USING btree (page_id, close_at);


--
-- Name: IX_changes_page_id_source_id; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX "IX_changes_page_id_source_id" ON public.changes USING btree (page_id, source_id);


--
-- Name: IX_changes_page_id_start_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_changes_page_id_start_at" ON public.changes USING btree (page_id, start_at);


--
-- Name: IX_changes_page_id_type_status_start_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_changes_page_id_type_status_start_at" ON public.changes USING btree (page_id, type, status, start_at);


--
-- Name: IX_component_changes_component_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_component_changes_component_id" ON public.component_changes USING btree (component_id);


--
-- Name: IX_components_page_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_components_page_id" ON public.components USING btree (page_id);


--
-- Name: IX_components_section_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_components_section_id" ON public.components USING btree (section_id);


--
-- Name: IX_deliveries_subscriber_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_deliveries_subscriber_id" ON public.deliveries USING btree (subscriber_id);


--
-- Name: IX_idempotency_keys_created_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_idempotency_keys_created_at" ON public.idempotency_keys USING btree (created_at);


--
-- Name: IX_im_hooks_member_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_im_hooks_member_id" ON public.im_hooks USING btree (member_id);


--
-- Name: IX_im_hooks_quarantined_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_im_hooks_quarantined_at" ON public.im_hooks USING btree (quarantined_at);


--
-- Name: IX_invitations_digest; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX "IX_invitations_digest" ON public.invitations USING btree (digest);


--
-- Name: IX_letters_created_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_letters_created_at" ON public.letters USING btree (created_at);


--
-- Name: IX_letters_mailbox_created_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_letters_mailbox_created_at" ON public.letters USING btree (mailbox, created_at);


--
-- Name: IX_letters_page_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_letters_page_id" ON public.letters USING btree (page_id);


--
-- Name: IX_members_account_id_email; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX "IX_members_account_id_email" ON public.members USING btree (account_id, email) WHERE (status <> 'deleted'::text);


--
-- Name: IX_members_email; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_members_email" ON public.members USING btree (email);


--
-- Name: IX_notifications_account_id_created_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_notifications_account_id_created_at" ON public.notifications USING btree (account_id, created_at);


--
-- Name: IX_notifications_page_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_notifications_page_id" ON public.notifications USING btree (page_id);


--
-- Name: IX_pages_account_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_pages_account_id" ON public.pages USING btree (account_id);


--
-- Name: IX_pages_custom_domain; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX "IX_pages_custom_domain" ON public.pages USING btree (custom_domain);


--
-- Name: IX_pending_subscriptions_digest; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX "IX_pending_subscriptions_digest" ON public.pending_subscriptions USING btree (digest);


--
-- Name: IX_pending_subscriptions_expires_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_pending_subscriptions_expires_at" ON public.pending_subscriptions USING btree (expires_at);


--
-- Name: IX_roles_account_id_name; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX "IX_roles_account_id_name" ON public.roles USING btree (account_id, name);


--
-- Name: IX_sections_page_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_sections_page_id" ON public.sections USING btree (page_id);


--
-- Name: IX_sessions_member_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_sessions_member_id" ON public.sessions USING btree (member_id);


--
-- Name: IX_subscriber_changes_change_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_subscriber_changes_change_id" ON public.subscriber_changes USING btree (change_id);


--
-- Name: IX_subscriber_components_component_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_subscriber_components_component_id" ON public.subscriber_components USING btree (component_id);


--
-- Name: IX_subscriber_hooks_hook_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_subscriber_hooks_hook_id" ON public.subscriber_hooks USING btree (hook_id);


--
-- Name: IX_subscriber_imports_created_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_subscriber_imports_created_at" ON public.subscriber_imports USING btree (created_at);


--
-- Name: IX_subscriber_imports_page_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_subscriber_imports_page_id" ON public.subscriber_imports USING btree (page_id);


--
-- Name: IX_subscriber_sections_section_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_subscriber_sections_section_id" ON public.subscriber_sections USING btree (section_id);


--
-- Name: IX_subscribers_member_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_subscribers_member_id" ON public.subscribers USING btree (member_id);


--
-- Name: IX_subscribers_page_id_method_recipient; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX "IX_subscribers_page_id_method_recipient" ON public.subscribers USING btree (page_id, method, recipient);


--
-- Name: IX_subscribers_page_id_subscriber_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_subscribers_page_id_subscriber_id" ON public.subscribers USING btree (page_id, subscriber_id);


--
-- Name: IX_subscribers_quarantined_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_subscribers_quarantined_at" ON public.subscribers USING btree (quarantined_at);


--
-- Name: IX_subscribers_token; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX "IX_subscribers_token" ON public.subscribers USING btree (token);


--
-- Name: IX_team_members_member_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_team_members_member_id" ON public.team_members USING btree (member_id);


--
-- Name: IX_teams_account_id_name; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX "IX_teams_account_id_name" ON public.teams USING btree (account_id, name);


--
-- Name: IX_teams_account_id_ref_id; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX "IX_teams_account_id_ref_id" ON public.teams USING btree (account_id, ref_id);


--
-- Name: IX_templates_page_id_type; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "IX_templates_page_id_type" ON public.templates USING btree (page_id, type);


--
-- Name: ix_audit_dangerous; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_audit_dangerous ON public.audit USING btree (account_id, audit_id) WHERE is_dangerous;


--
-- Name: ix_audit_reads; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_audit_reads ON public.audit USING btree (account_id, audit_id) WHERE (NOT is_write);


--
-- Name: ix_deliveries_claimed; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_deliveries_claimed ON public.deliveries USING btree (claimed_by) WHERE (claimed_by IS NOT NULL);


--
-- Name: ix_deliveries_to_claim; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_deliveries_to_claim ON public.deliveries USING btree (page_id, next_attempt_at) WHERE ((state = 'waiting'::text) AND (claimed_by IS NULL));


--
-- Name: ix_letters_to_send; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_letters_to_send ON public.letters USING btree (next_attempt_at) WHERE (state = 'waiting'::text);


--
-- Name: ix_notifications_to_spread; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_notifications_to_spread ON public.notifications USING btree (created_at) WHERE (spread_at IS NULL);


--
-- Name: ix_pages_internal_url_name; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX ix_pages_internal_url_name ON public.pages USING btree (account_id, url_name) WHERE (type = 'internal'::text);


--
-- Name: ix_pages_public_url_name; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX ix_pages_public_url_name ON public.pages USING btree (url_name) WHERE (type = 'public'::text);


--
-- Name: app_keys FK_app_keys_members_member_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.app_keys
    ADD CONSTRAINT "FK_app_keys_members_member_id" FOREIGN KEY (member_id) REFERENCES public.members(member_id) ON DELETE CASCADE;


--
-- Name: change_links FK_change_links_changes_high_change_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.change_links
    ADD CONSTRAINT "FK_change_links_changes_high_change_id" FOREIGN KEY (high_change_id) REFERENCES public.changes(change_id) ON DELETE CASCADE;


--
-- Name: change_links FK_change_links_changes_low_change_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.change_links
    ADD CONSTRAINT "FK_change_links_changes_low_change_id" FOREIGN KEY (low_change_id) REFERENCES public.changes(change_id) ON DELETE CASCADE;


--
-- Name: change_responders FK_change_responders_changes_change_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.change_responders
    ADD CONSTRAINT "FK_change_responders_changes_change_id" FOREIGN KEY (change_id) REFERENCES public.changes(change_id) ON DELETE CASCADE;


--
-- Name: change_responders FK_change_responders_members_member_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.change_responders
    ADD CONSTRAINT "FK_change_responders_members_member_id" FOREIGN KEY (member_id) REFERENCES public.members(member_id) ON DELETE CASCADE;


--
-- Name: change_updates FK_change_updates_changes_change_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.change_updates
    ADD CONSTRAINT "FK_change_updates_changes_change_id" FOREIGN KEY (change_id) REFERENCES public.changes(change_id) ON DELETE CASCADE;


--
-- Name: changes FK_changes_pages_page_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.changes
    ADD CONSTRAINT "FK_changes_pages_page_id" FOREIGN KEY (page_id) REFERENCES public.pages(page_id) ON DELETE CASCADE;


--
-- Name: component_changes FK_component_changes_change_updates_change_id_update_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.component_changes
    ADD CONSTRAINT "FK_component_changes_change_updates_change_id_update_id" FOREIGN KEY (change_id, update_id) REFERENCES public.change_updates(change_id, update_id) ON DELETE CASCADE;


--
-- Name: component_changes FK_component_changes_components_component_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.component_changes
    ADD CONSTRAINT "FK_component_changes_components_component_id" FOREIGN KEY (component_id) REFERENCES public.components(component_id) ON DELETE CASCADE;


--
-- Name: components FK_components_pages_page_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.components
    ADD CONSTRAINT "FK_components_pages_page_id" FOREIGN KEY (page_id) REFERENCES public.pages(page_id) ON DELETE CASCADE;


--
-- Name: components FK_components_sections_section_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.components
    ADD CONSTRAINT "FK_components_sections_section_id" FOREIGN KEY (section_id) REFERENCES public.sections(section_id) ON DELETE SET NULL;


--
-- Name: counted_bounces FK_counted_bounces_subscribers_subscriber_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.counted_bounces
    ADD CONSTRAINT "FK_counted_bounces_subscribers_subscriber_id" FOREIGN KEY (subscriber_id) REFERENCES public.subscribers(subscriber_id) ON DELETE CASCADE;


--
-- Name: deliveries FK_deliveries_changes_change_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT "FK_deliveries_changes_change_id" FOREIGN KEY (change_id) REFERENCES public.changes(change_id) ON DELETE CASCADE;


--
-- Name: deliveries FK_deliveries_subscribers_subscriber_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT "FK_deliveries_subscribers_subscriber_id" FOREIGN KEY (subscriber_id) REFERENCES public.subscribers(subscriber_id) ON DELETE CASCADE;


--
-- Name: im_hooks FK_im_hooks_members_member_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.im_hooks
    ADD CONSTRAINT "FK_im_hooks_members_member_id" FOREIGN KEY (member_id) REFERENCES public.members(member_id) ON DELETE CASCADE;


--
-- Name: invitations FK_invitations_members_member_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT "FK_invitations_members_member_id" FOREIGN KEY (member_id) REFERENCES public.members(member_id) ON DELETE CASCADE;


--
-- Name: letters FK_letters_pages_page_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.letters
    ADD CONSTRAINT "FK_letters_pages_page_id" FOREIGN KEY (page_id) REFERENCES public.pages(page_id) ON DELETE CASCADE;


--
-- Name: member_roles FK_member_roles_members_member_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.member_roles
    ADD CONSTRAINT "FK_member_roles_members_member_id" FOREIGN KEY (member_id) REFERENCES public.members(member_id) ON DELETE CASCADE;


--
-- Name: members FK_members_accounts_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.members
    ADD CONSTRAINT "FK_members_accounts_account_id" FOREIGN KEY (account_id) REFERENCES public.accounts(account_id) ON DELETE CASCADE;


--
-- Name: notifications FK_notifications_changes_change_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notifications
    ADD CONSTRAINT "FK_notifications_changes_change_id" FOREIGN KEY (change_id) REFERENCES public.changes(change_id) ON DELETE CASCADE;


--
-- Name: pages FK_pages_accounts_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pages
    ADD CONSTRAINT "FK_pages_accounts_account_id" FOREIGN KEY (account_id) REFERENCES public.accounts(account_id) ON DELETE CASCADE;


--
-- Name: pending_subscriptions FK_pending_subscriptions_pages_page_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pending_subscriptions
    ADD CONSTRAINT "FK_pending_subscriptions_pages_page_id" FOREIGN KEY (page_id) REFERENCES public.pages(page_id) ON DELETE CASCADE;


--
-- Name: recovery_codes FK_recovery_codes_members_member_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recovery_codes
    ADD CONSTRAINT "FK_recovery_codes_members_member_id" FOREIGN KEY (member_id) REFERENCES public.members(member_id) ON DELETE CASCADE;


--
-- Name: roles FK_roles_accounts_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.roles
    ADD CONSTRAINT "FK_roles_accounts_account_id" FOREIGN KEY (account_id) REFERENCES public.accounts(account_id) ON DELETE CASCADE;


--
-- Name: second_factors FK_second_factors_members_member_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.second_factors
    ADD CONSTRAINT "FK_second_factors_members_member_id" FOREIGN KEY (member_id) REFERENCES public.members(member_id) ON DELETE CASCADE;


--
-- Name: sections FK_sections_pages_page_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sections
    ADD CONSTRAINT "FK_sections_pages_page_id" FOREIGN KEY (page_id) REFERENCES public.pages(page_id) ON DELETE CASCADE;


--
-- Name: sessions FK_sessions_members_member_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT "FK_sessions_members_member_id" FOREIGN KEY (member_id) REFERENCES public.members(member_id) ON DELETE CASCADE;


--
-- Name: subscriber_changes FK_subscriber_changes_changes_change_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscriber_changes
    ADD CONSTRAINT "FK_subscriber_changes_changes_change_id" FOREIGN KEY (change_id) REFERENCES public.changes(change_id) ON DELETE CASCADE;


--
-- Name: subscriber_changes FK_subscriber_changes_subscribers_subscriber_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscriber_changes
    ADD CONSTRAINT "FK_subscriber_changes_subscribers_subscriber_id" FOREIGN KEY (subscriber_id) REFERENCES public.subscribers(subscriber_id) ON DELETE CASCADE;


--
-- Name: subscriber_components FK_subscriber_components_components_component_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscriber_components
    ADD CONSTRAINT "FK_subscriber_components_components_component_id" FOREIGN KEY (component_id) REFERENCES public.components(component_id) ON DELETE CASCADE;


--
-- Name: subscriber_components FK_subscriber_components_subscribers_subscriber_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscriber_components
    ADD CONSTRAINT "FK_subscriber_components_subscribers_subscriber_id" FOREIGN KEY (subscriber_id) REFERENCES public.subscribers(subscriber_id) ON DELETE CASCADE;


--
-- Name: subscriber_hooks FK_subscriber_hooks_im_hooks_hook_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscriber_hooks
    ADD CONSTRAINT "FK_subscriber_hooks_im_hooks_hook_id" FOREIGN KEY (hook_id) REFERENCES public.im_hooks(hook_id) ON DELETE CASCADE;


--
-- Name: subscriber_hooks FK_subscriber_hooks_subscribers_subscriber_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscriber_hooks
    ADD CONSTRAINT "FK_subscriber_hooks_subscribers_subscriber_id" FOREIGN KEY (subscriber_id) REFERENCES public.subscribers(subscriber_id) ON DELETE CASCADE;


--
-- Name: subscriber_imports FK_subscriber_imports_pages_page_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscriber_imports
    ADD CONSTRAINT "FK_subscriber_imports_pages_page_id" FOREIGN KEY (page_id) REFERENCES public.pages(page_id) ON DELETE CASCADE;


--
-- Name: subscriber_sections FK_subscriber_sections_sections_section_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscriber_sections
    ADD CONSTRAINT "FK_subscriber_sections_sections_section_id" FOREIGN KEY (section_id) REFERENCES public.sections(section_id) ON DELETE CASCADE;


--
-- Name: subscriber_sections FK_subscriber_sections_subscribers_subscriber_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscriber_sections
    ADD CONSTRAINT "FK_subscriber_sections_subscribers_subscriber_id" FOREIGN KEY (subscriber_id) REFERENCES public.subscribers(subscriber_id) ON DELETE CASCADE;


--
-- Name: subscribers FK_subscribers_members_member_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscribers
    ADD CONSTRAINT "FK_subscribers_members_member_id" FOREIGN KEY (member_id) REFERENCES public.members(member_id) ON DELETE CASCADE;


--
-- Name: subscribers FK_subscribers_pages_page_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscribers
    ADD CONSTRAINT "FK_subscribers_pages_page_id" FOREIGN KEY (page_id) REFERENCES public.pages(page_id) ON DELETE CASCADE;


--
-- Name: team_members FK_team_members_members_member_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.team_members
    ADD CONSTRAINT "FK_team_members_members_member_id" FOREIGN KEY (member_id) REFERENCES public.members(member_id) ON DELETE CASCADE;


--
-- Name: team_members FK_team_members_teams_team_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.team_members
    ADD CONSTRAINT "FK_team_members_teams_team_id" FOREIGN KEY (team_id) REFERENCES public.teams(team_id) ON DELETE CASCADE;


--
-- Name: teams FK_teams_accounts_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.teams
    ADD CONSTRAINT "FK_teams_accounts_account_id" FOREIGN KEY (account_id) REFERENCES public.accounts(account_id) ON DELETE CASCADE;


--
-- Name: templates FK_templates_pages_page_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.templates
    ADD CONSTRAINT "FK_templates_pages_page_id" FOREIGN KEY (page_id) REFERENCES public.pages(page_id) ON DELETE CASCADE;


--
-- PostgreSQL database dump complete
--


