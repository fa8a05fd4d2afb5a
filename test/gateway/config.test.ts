import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../gateway/config.ts';
import { settings } from '../../gateway/settings.ts';

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

describe('loadConfig', () => {
  it('starts with nothing set: demonstration homes, an hour a minute, every interface', () => {
    expect(loadConfig({}, [])).toMatchObject({
      mqttPort: 1883,
      httpPort: 8080,
      host: '0.0.0.0',
      dataDir: './data',
      databaseUrl: null,
      smtpUrl: null,
      secret: null,
      publicUrl: 'http://localhost:8080',
      demo: true,
      requireSecondFactor: false,
      speed: 60,
    });
  });

  it('reads every setting from the environment', () => {
    const config = loadConfig(
      {
        HEARTHLINE_MQTT_PORT: '0',
        HEARTHLINE_MQTT_TLS_PORT: '8883',
        HEARTHLINE_MQTT_TLS_CERT: '/etc/hearthline/mqtt.crt',
        HEARTHLINE_MQTT_TLS_KEY: '/etc/hearthline/mqtt.key',
        HEARTHLINE_HTTP_PORT: '9090',
        HEARTHLINE_FLOWS_PORT: '1881',
        HEARTHLINE_SCAIP_PORT: '5060',
        HEARTHLINE_SCAIP_VOICE_TO: 'tel:+441632960000',
        HEARTHLINE_HOST: '127.0.0.1',
        HEARTHLINE_DATA_DIR: '/var/lib/hearthline',
        DATABASE_URL: 'postgresql://u:p@db/hearthline',
        SMTP_URL: 'smtps://mail.example.org',
        GOVUK_NOTIFY_API_KEY: `test-${uuid(1)}-${uuid(2)}`,
        GOVUK_NOTIFY_SMS_TEMPLATE: uuid(3),
        GOVUK_NOTIFY_EMAIL_TEMPLATE: uuid(4),
        GOVUK_NOTIFY_CALLBACK_TOKEN: 'ten-letters-or-more',
        GOVUK_NOTIFY_URL: 'https://notify.example.org',
        HEARTHLINE_MAIL_FROM: 'Care <care@example.org>',
        VOICE_WEBHOOK_URL: 'https://calls.example.org/hearthline',
        HEARTHLINE_CARE_CENTRE_NUMBER: '+441632960000',
        HEARTHLINE_WEBHOOK_NETWORKS: '10.1.0.0/16, fd00::7',
        HEARTHLINE_PUSH_SERVICES: 'push.example.org,push.example.com',
        HEARTHLINE_PUBLIC_URL: 'https://care.example.org/',
        HEARTHLINE_SECRET: 's'.repeat(32),
        HEARTHLINE_REQUIRE_SECOND_FACTOR: 'staff',
        OIDC_ISSUER: 'https://login.example.org',
        OIDC_CLIENT_ID: 'hearthline',
        OIDC_CLIENT_SECRET: 'a secret',
        OIDC_NAME: 'Example Trust',
        OIDC_ROLE_CLAIM: 'groups',
        OIDC_ROLES: 'care-team=coordinator, gps=clinician',
        HEARTHLINE_SPEED: '2.5',
        HEARTHLINE_LOG_LEVEL: 'silent',
        HEARTHLINE_LANES: '4',
        HEARTHLINE_OFFER_SECONDS: '60',
        HEARTHLINE_MQTT_MAX_PAYLOAD_BYTES: '1024',
        HEARTHLINE_MQTT_MESSAGES_PER_SECOND: '10',
        HEARTHLINE_MQTT_BURST: '20',
        HEARTHLINE_MQTT_BAD_SIGN_INS_PER_SECOND: '1',
        HEARTHLINE_MQTT_MAX_TOPIC_LEVELS: '7',
        HEARTHLINE_MAX_WAITING_READINGS: '100',
        HEARTHLINE_COMPRESS_AFTER_DAYS: '0',
        HEARTHLINE_KEEP_READINGS_DAYS: '365',
        HEARTHLINE_KEEP_ENDED_DAYS: '3000',
        HEARTHLINE_KEEP_QUARANTINE_DAYS: '90',
        HEARTHLINE_KEEP_SIGN_INS_DAYS: '0',
      },
      [],
    );
    expect(config).toEqual({
      training: false,
      mqttPort: 0,
      mqttTlsPort: 8883,
      mqttTlsCert: '/etc/hearthline/mqtt.crt',
      mqttTlsKey: '/etc/hearthline/mqtt.key',
      httpPort: 9090,
      flowsPort: 1881,
      scaipPort: 5060,
      scaipVoiceTo: 'tel:+441632960000',
      host: '127.0.0.1',
      dataDir: '/var/lib/hearthline',
      databaseUrl: 'postgresql://u:p@db/hearthline',
      smtpUrl: 'smtps://mail.example.org',
      notifyApiKey: `test-${uuid(1)}-${uuid(2)}`,
      notifySmsTemplate: uuid(3),
      notifyEmailTemplate: uuid(4),
      notifyCallbackToken: 'ten-letters-or-more',
      notifyUrl: 'https://notify.example.org',
      mailFrom: 'Care <care@example.org>',
      voiceWebhookUrl: 'https://calls.example.org/hearthline',
      careCentreNumber: '+441632960000',
      webhookNetworks: ['10.1.0.0/16', 'fd00::7'],
      pushServices: ['push.example.org', 'push.example.com'],
      publicUrl: 'https://care.example.org',
      secret: 's'.repeat(32),
      requireSecondFactor: true,
      oidcIssuer: 'https://login.example.org',
      oidcClientId: 'hearthline',
      oidcClientSecret: 'a secret',
      oidcName: 'Example Trust',
      oidcRoleClaim: 'groups',
      oidcRoles: { 'care-team': 'coordinator', gps: 'clinician' },
      speed: 2.5,
      logLevel: 'silent',
      lanes: 4,
      offerSeconds: 60,
      mqttMaxPayloadBytes: 1024,
      mqttMessagesPerSecond: 10,
      mqttBurst: 20,
      mqttBadSignInsPerSecond: 1,
      mqttMaxTopicLevels: 7,
      maxWaitingReadings: 100,
      compressAfterDays: 0,
      keepReadingsDays: 365,
      keepEndedDays: 3000,
      keepQuarantineDays: 90,
      keepSignInsDays: 0,
      demo: true,
    });
    expect(Object.keys(config).sort()).toEqual([...Object.keys(settings), 'demo', 'training'].sort());
  });

  it('asks for the certificate where TLS is asked for', () => {
    expect(() => loadConfig({ HEARTHLINE_MQTT_TLS_PORT: '8883', HEARTHLINE_MQTT_TLS_CERT: 'mqtt.crt' }, [])).toThrow(
      /^HEARTHLINE_MQTT_TLS_PORT needs HEARTHLINE_MQTT_TLS_CERT and HEARTHLINE_MQTT_TLS_KEY$/,
    );
  });

  it('asks for a second factor of staff, unless it is told otherwise or the homes are a demonstration', () => {
    expect(loadConfig({}, ['--no-demo']).requireSecondFactor).toBe(true);
    expect(loadConfig({ HEARTHLINE_REQUIRE_SECOND_FACTOR: 'off' }, ['--no-demo']).requireSecondFactor).toBe(false);
    expect(loadConfig({ HEARTHLINE_REQUIRE_SECOND_FACTOR: 'staff' }, []).requireSecondFactor).toBe(true);
  });

  it('asks for what the provider knows it as', () => {
    expect(() => loadConfig({ OIDC_ISSUER: 'https://login.example.org', OIDC_CLIENT_ID: 'x' }, [])).toThrow(
      /^OIDC_ISSUER needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET$/,
    );
  });

  it('takes an empty variable, as in an env file, for one that is not set', () => {
    expect(loadConfig({ HEARTHLINE_SECRET: '', HEARTHLINE_MQTT_PORT: '' }, [])).toMatchObject({ secret: null, mqttPort: 1883 });
  });

  it('runs on the wall clock without demonstration homes, unless told how fast', () => {
    expect(loadConfig({}, ['--no-demo'])).toMatchObject({ demo: false, speed: 1 });
    expect(loadConfig({ HEARTHLINE_SPEED: '10' }, ['--no-demo'])).toMatchObject({ demo: false, speed: 10 });
    expect(loadConfig({ HEARTHLINE_SPEED: '10' }, ['--speed', '30'])).toMatchObject({ demo: true, speed: 30 });
    expect(loadConfig({}, ['--speed=1'])).toMatchObject({ demo: true, speed: 1 });
  });

  it('reaches nobody in training, whatever is set for the real thing, and lives in real time with a database of its own', () => {
    const env = { SMTP_URL: 'smtp://mail.example.org', VOICE_WEBHOOK_URL: 'https://calls.example.org', OIDC_ISSUER: '' };
    expect(loadConfig(env, ['--training'])).toMatchObject({
      ...{ demo: true, training: true, speed: 1, smtpUrl: null, notifyApiKey: null, voiceWebhookUrl: null, oidcIssuer: null },
    });
    expect(() => loadConfig({}, ['--training', '--no-demo'])).toThrow(/--no-demo/);
    expect(() => loadConfig({ DATABASE_URL: 'postgres://db/x' }, ['--training'])).toThrow(/^DATABASE_URL is set/);
  });

  it.each([
    [{ HEARTHLINE_MQTT_PORT: '65536' }, /^HEARTHLINE_MQTT_PORT must be a whole number from 0 to 65535$/],
    [{ HEARTHLINE_HTTP_PORT: '80a' }, /^HEARTHLINE_HTTP_PORT must be a whole number/],
    [{ OIDC_ISSUER: 'http://login.example.org' }, /^OIDC_ISSUER must be https, unless it is on this machine$/],
    [{ OIDC_ROLES: 'care-team=boss' }, /^OIDC_ROLES must be pairs such as/],
    [{ HEARTHLINE_SPEED: '0.5' }, /^HEARTHLINE_SPEED must be at least 1$/],
    [{ HEARTHLINE_LOG_LEVEL: 'loud' }, /^HEARTHLINE_LOG_LEVEL must be one of fatal, /],
    [{ HEARTHLINE_PUBLIC_URL: 'care.example.org' }, /^HEARTHLINE_PUBLIC_URL must be a URL such as https:/],
    [{ HEARTHLINE_MAIL_FROM: 'Care <care@example.org>\r\nBcc: x@y' }, /^HEARTHLINE_MAIL_FROM must hold an e-mail address$/],
  ])('names what is wrong in one line: %o', (env, message) => {
    expect(() => loadConfig(env, [])).toThrow(message);
  });

  it.each([
    ['DATABASE_URL', 'mysql://user:sesame@db/x'],
    ['SMTP_URL', 'sesame'],
    ['HEARTHLINE_SECRET', 'sesame'],
  ])('does not repeat a wrong %s', (name, value) => {
    expect(() => loadConfig({ [name]: value }, [])).toThrow(expect.objectContaining({ message: expect.not.stringContaining('sesame') }));
    expect(() => loadConfig({ [name]: value }, [])).toThrow(name);
  });

  it('names an unknown word on the command line, and what is known', () => {
    expect(() => loadConfig({}, ['--sped', '3'])).toThrow(/^Command line: .*--sped.*; known are --speed <n>, --no-demo and --training$/);
    expect(() => loadConfig({}, ['--speed', 'fast'])).toThrow(/^--speed must be a number/);
  });
});
