/** How replies say figures, in the languages people ask in. What begins with "!" is kept for the end. */

export const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt'] as const;
export type Language = (typeof LANGUAGES)[number];
type Said = Readonly<Record<Language, readonly string[]>>;

/** What each metric is called; one is picked by turns. */
export const METRICS: Readonly<Record<string, Said>> = {
  health: {
    en: ['health', 'health score', 'overall health'],
    de: ['Gesundheit', 'Gesundheitswert', 'Health Score'],
    fr: ['santé', 'score de santé'],
    es: ['salud', 'puntuación de salud'],
    pt: ['saúde', 'pontuação de saúde'],
  },
  churn_risk: {
    en: ['churn risk', 'risk of churn', 'risk that they churn'],
    de: ['Abwanderungsrisiko', 'Churn-Risiko', 'Risiko einer Abwanderung'],
    fr: ['risque d’attrition', 'risque de churn'],
    es: ['riesgo de abandono', 'riesgo de churn'],
    pt: ['risco de churn', 'risco de abandono'],
  },
  churn_probability_90: {
    en: ['churn probability within 90 days', 'probability of churn in 90 days'],
    de: ['Abwanderungswahrscheinlichkeit in 90 Tagen', 'Wahrscheinlichkeit einer Abwanderung binnen 90 Tagen'],
    fr: ['probabilité d’attrition à 90 jours', 'probabilité de churn sous 90 jours'],
    es: ['probabilidad de abandono en 90 días'],
    pt: ['probabilidade de churn em 90 dias'],
  },
  arr: {
    en: ['ARR', 'yearly value', 'annual recurring revenue'],
    de: ['ARR', 'Jahreswert'],
    fr: ['ARR', 'valeur annuelle'],
    es: ['ARR', 'valor anual'],
    pt: ['ARR', 'valor anual'],
  },
  active_share: {
    en: ['active share of users', 'share of active users'],
    de: ['Anteil aktiver Nutzer', 'Anteil der aktiven Nutzer'],
    fr: ['part d’utilisateurs actifs', 'part des utilisateurs actifs'],
    es: ['proporción de usuarios activos'],
    pt: ['proporção de usuários ativos'],
  },
  core_adoption: {
    en: ['core feature adoption', 'adoption of core features'],
    de: ['Nutzung der Kernfunktionen', 'Adoption der Kernfunktionen'],
    fr: ['adoption des fonctions clés', 'adoption des fonctionnalités principales'],
    es: ['adopción de funciones principales'],
    pt: ['adoção das funções principais'],
  },
  meeting_attendance: {
    en: ['meeting attendance', 'attendance at meetings'],
    de: ['Teilnahme an Terminen', 'Teilnahme an Besprechungen'],
    fr: ['participation aux réunions'],
    es: ['asistencia a las reuniones'],
    pt: ['presença nas reuniões'],
  },
  champion_engagement: {
    en: ['champion engagement', 'engagement of the champion'],
    de: ['Engagement des Champions', 'Champion-Engagement'],
    fr: ['engagement du champion'],
    es: ['compromiso del champion'],
    pt: ['engajamento do champion'],
  },
  response_hours: {
    en: ['response time', 'time to respond'],
    de: ['Antwortzeit'],
    fr: ['temps de réponse'],
    es: ['tiempo de respuesta'],
    pt: ['tempo de resposta'],
  },
  csat: {
    en: ['CSAT'],
    de: ['CSAT', 'Zufriedenheit'],
    fr: ['CSAT', 'satisfaction'],
    es: ['CSAT', 'satisfacción'],
    pt: ['CSAT', 'satisfação'],
  },
  nps_answer: {
    en: ['NPS answer', 'average NPS answer'],
    de: ['NPS-Antwort'],
    fr: ['réponse NPS'],
    es: ['respuesta NPS'],
    pt: ['resposta NPS'],
  },
  workflow_completion: {
    en: ['workflow completion'],
    de: ['Anteil abgeschlossener Workflows'],
    fr: ['part des workflows terminés'],
    es: ['flujos completados'],
    pt: ['fluxos de trabalho concluídos'],
  },
  roi: { en: ['ROI', 'return on investment'], de: ['ROI', 'Rendite'], fr: ['ROI', 'retour sur investissement'], es: ['ROI'], pt: ['ROI'] },
  proven_value: {
    en: ['proven value', 'value proven so far'],
    de: ['nachgewiesener Wert', 'nachgewiesener Nutzen'],
    fr: ['valeur prouvée'],
    es: ['valor demostrado'],
    pt: ['valor comprovado'],
  },
  renewal_probability: {
    en: ['renewal probability', 'probability of renewal', 'chance of renewal'],
    de: ['Verlängerungswahrscheinlichkeit', 'Wahrscheinlichkeit der Verlängerung'],
    fr: ['probabilité de renouvellement'],
    es: ['probabilidad de renovación'],
    pt: ['probabilidade de renovação'],
  },
  contract_utilization: {
    en: ['contract utilisation', 'utilization of the contract'],
    de: ['Vertragsauslastung', 'Auslastung des Vertrags'],
    fr: ['taux d’utilisation du contrat'],
    es: ['utilización del contrato'],
    pt: ['utilização do contrato'],
  },
  payback_months: { en: ['payback'], de: ['Amortisation'], fr: ['délai d’amortissement'], es: ['plazo de amortización'], pt: ['payback'] },
};

/** Sentences about a level. {A} the account, {m} the metric, {v} its value with its unit. */
export const LEVELS: Said = {
  en: [
    '{A}: {m} {v}.',
    'The {m} of {A} is {v}.',
    '{A} has a {m} of {v} as it stands.',
    '- **{m}**: {v}',
    'At {A}, the {m} currently stands at {v}, so nothing needs doing today.',
    'Looking at {A}, I see a {m} of {v}.',
    'For {A} the data gives {v} for {m}.',
    '{A} comes in at {v} on {m}.',
    'Right now {m} sits at {v} ({A}).',
    '!As of today {A} shows {v} for {m}.',
    '!Quick read on {A}: {m} at {v}, nothing dramatic.',
    '!We see {v} on {m} when we look at {A}.',
    '!{m} — {v} — is what stands out at {A}.',
  ],
  de: [
    '{A}: {m} {v}.',
    'Bei {A} liegt {m} bei {v}.',
    '{m} von {A}: {v}.',
    '- {m}: {v}',
    '{A} hat derzeit {v} ({m}).',
    'Für {A} steht {m} aktuell bei {v}.',
    'Der Stand bei {A} ist: {m} {v}.',
    '!Bei {A} sehen wir {v} für {m}.',
    '!Kurz gesagt: {m} bei {A} beträgt {v}.',
    '!{A} kommt auf {v} ({m}).',
  ],
  fr: [
    '{A} : {m} {v}.',
    'Chez {A}, {m} : {v}.',
    'La mesure « {m} » de {A} est de {v}.',
    '- {m} : {v}',
    'Pour {A}, {m} s’établit à {v}.',
    '{A} affiche actuellement {v} ({m}).',
    '!Chez {A}, on mesure {v} pour {m}.',
    '!En bref, {m} de {A} : {v}.',
    '!Actuellement, {m} vaut {v} chez {A}.',
  ],
  es: [
    '{A}: {m} {v}.',
    'En {A}, {m}: {v}.',
    'El dato de {m} de {A} es de {v}.',
    '- {m}: {v}',
    'Para {A}, {m} se sitúa en {v}.',
    '{A} tiene ahora {v} ({m}).',
    '!En resumen, {m} de {A}: {v}.',
    '!Vemos {v} en {m} para {A}.',
    '!Actualmente {m} es {v} en {A}.',
  ],
  pt: [
    '{A}: {m} {v}.',
    'Em {A}, {m}: {v}.',
    'O indicador {m} de {A} é de {v}.',
    '- {m}: {v}',
    'Para {A}, {m} está em {v}.',
    '{A} tem agora {v} ({m}).',
    '!Em resumo, {m} da {A}: {v}.',
    '!Vemos {v} em {m} na {A}.',
    '!Atualmente {m} é {v} na {A}.',
  ],
};

/** Sentences about a change by {v}; up and down side by side. */
export const CHANGES: Readonly<Record<Language, readonly { up: string; down: string }[]>> = {
  en: [
    { up: '{A}: {m} rose {v} points in 30 days.', down: '{A}: {m} fell {v} points in 30 days.' },
    { up: 'In 30 days the {m} of {A} has gone up by {v}.', down: 'In 30 days the {m} of {A} has gone down by {v}.' },
    { up: '{A} gained {v} points of {m} over 30 days.', down: '{A} lost {v} points of {m} over 30 days.' },
    { up: '- {m}: +{v} in 30 days', down: '- {m}: −{v} in 30 days' },
    { up: 'Within 30 days, {m} climbed by {v} points at {A}.', down: 'Within 30 days, {m} dropped by {v} points at {A}.' },
    { up: '!{A} is up {v} points on {m} in the last 30 days.', down: '!{A} is down {v} points on {m} in the last 30 days.' },
    { up: '!{m} of {A} increased by {v} within 30 days.', down: '!{m} of {A} decreased by {v} within 30 days.' },
  ],
  de: [
    { up: 'Bei {A} ist {m} in 30 Tagen um {v} Punkte gestiegen.', down: 'Bei {A} ist {m} in 30 Tagen um {v} Punkte gesunken.' },
    { up: '{A}: {m} +{v} in 30 Tagen.', down: '{A}: {m} −{v} in 30 Tagen.' },
    { up: '{m} von {A} stieg binnen 30 Tagen um {v}.', down: '{m} von {A} fiel binnen 30 Tagen um {v}.' },
    { up: '!{A} hat in 30 Tagen {v} Punkte bei {m} zugelegt.', down: '!{A} hat in 30 Tagen {v} Punkte bei {m} verloren.' },
  ],
  fr: [
    { up: 'Chez {A}, {m} a augmenté de {v} points en 30 jours.', down: 'Chez {A}, {m} a baissé de {v} points en 30 jours.' },
    { up: '{A} : {m} en hausse de {v} points sur 30 jours.', down: '{A} : {m} en baisse de {v} points sur 30 jours.' },
    { up: '!En 30 jours, {m} de {A} a progressé de {v} points.', down: '!En 30 jours, {m} de {A} a chuté de {v} points.' },
  ],
  es: [
    { up: 'En {A}, {m} subió {v} puntos en 30 días.', down: 'En {A}, {m} bajó {v} puntos en 30 días.' },
    { up: '{A}: {m} aumentó {v} puntos en 30 días.', down: '{A}: {m} cayó {v} puntos en 30 días.' },
    { up: '!En 30 días, {m} de {A} ha subido {v} puntos.', down: '!En 30 días, {m} de {A} ha bajado {v} puntos.' },
  ],
  pt: [
    { up: 'Em {A}, {m} subiu {v} pontos em 30 dias.', down: 'Em {A}, {m} caiu {v} pontos em 30 dias.' },
    { up: '{A}: {m} aumentou {v} pontos em 30 dias.', down: '{A}: {m} diminuiu {v} pontos em 30 dias.' },
    { up: '!Em 30 dias, {m} da {A} cresceu {v} pontos.', down: '!Em 30 dias, {m} da {A} perdeu {v} pontos.' },
  ],
};

/** Sentences about a level that was another one before. */
export const FROM_TO: Said = {
  en: [
    '{A}: {m} went from {f} to {v}.',
    '{m} at {A}: {f} → {v}.',
    'At {A} the {m} moved from {f} to {v}.',
    '!{A} saw its {m} change from {f} to {v}.',
    '!{m} at {A} now stands at {v}, it was {f} before.',
  ],
  de: ['Bei {A} ging {m} von {f} auf {v}.', '{A}: {m} {f} → {v}.', '!{m} bei {A}: vorher {f}, jetzt {v}.'],
  fr: ['Chez {A}, {m} est passé de {f} à {v}.', '{A} : {m} {f} → {v}.', '!{m} de {A} : {f} avant, {v} maintenant.'],
  es: ['En {A}, {m} pasó de {f} a {v}.', '{A}: {m} {f} → {v}.', '!{m} de {A}: antes {f}, ahora {v}.'],
  pt: ['Em {A}, {m} passou de {f} para {v}.', '{A}: {m} {f} → {v}.', '!{m} da {A}: antes {f}, agora {v}.'],
};

/** Sentences about the date of a renewal. */
export const RENEWALS: Said = {
  en: [
    '{A} renews on {d}.',
    'The renewal of {A} is due {d}.',
    'Their contract with us comes up for renewal on {d} ({A}).',
    'Mark {d}: that is when {A} renews.',
    'Renewal date of {A}: {d}.',
    '!The contract with {A} runs until its renewal on {d}.',
    '!{A}’s renewal is coming up on {d}.',
  ],
  de: [
    '{A} verlängert am {d}.',
    'Die Verlängerung von {A} steht am {d} an.',
    'Verlängerungsdatum von {A}: {d}.',
    '!Der Vertrag mit {A} steht am {d} zur Verlängerung an.',
  ],
  fr: ['Le renouvellement de {A} est prévu le {d}.', '{A} se renouvelle le {d}.', '!Le contrat de {A} arrive à renouvellement le {d}.'],
  es: ['La renovación de {A} es el {d}.', '{A} renueva el {d}.', '!El contrato de {A} se renueva el {d}.'],
  pt: ['A renovação de {A} é em {d}.', '{A} renova em {d}.', '!O contrato da {A} renova-se em {d}.'],
};

/** Sentences about the days until then. */
export const DAYS_LEFT: Said = {
  en: [
    '{A} renews in {n} days.',
    '{n} days to renewal at {A}.',
    'There are {n} days left until {A} renews.',
    '!{A} is {n} days away from its renewal.',
  ],
  de: [
    '{A} verlängert in {n} Tagen.',
    'Bis zur Verlängerung von {A} sind es {n} Tage.',
    '!In {n} Tagen steht die Verlängerung von {A} an.',
  ],
  fr: [
    'Le renouvellement de {A} est dans {n} jours.',
    'Il reste {n} jours avant le renouvellement de {A}.',
    '!Dans {n} jours, {A} arrive à renouvellement.',
  ],
  es: [
    'La renovación de {A} es en {n} días.',
    'Faltan {n} días para la renovación de {A}.',
    '!Quedan {n} días hasta la renovación de {A}.',
  ],
  pt: ['A renovação de {A} é em {n} dias.', 'Faltam {n} dias para a renovação de {A}.', '!Restam {n} dias até a renovação da {A}.'],
};

/** The same told in a longer unit, which is no sum of the model's own. */
export const MONTHS_LEFT: Said = {
  en: [
    '{A} renews in about {n} months.',
    'There are some {n} months to go before {A} renews.',
    '!{A} has roughly {n} months left until renewal.',
  ],
  de: ['{A} verlängert in rund {n} Monaten.', '!Bis zur Verlängerung von {A} sind es etwa {n} Monate.'],
  fr: ['Le renouvellement de {A} est dans environ {n} mois.', '!Il reste environ {n} mois avant le renouvellement de {A}.'],
  es: ['La renovación de {A} es en unos {n} meses.', '!Faltan unos {n} meses para la renovación de {A}.'],
  pt: ['A renovação de {A} é em cerca de {n} meses.', '!Faltam cerca de {n} meses para a renovação de {A}.'],
};

/** A renewal told by the part of a month it is in. */
export const RENEWS_ABOUT: Readonly<Record<Language, { parts: readonly [string, string, string]; frames: readonly string[] }>> = {
  en: { parts: ['early', 'mid', 'late'], frames: ['{A} renews in {d}.', 'The renewal of {A} is due in {d}.'] },
  de: { parts: ['Anfang', 'Mitte', 'Ende'], frames: ['{A} verlängert {d}.', 'Die Verlängerung von {A} steht {d} an.'] },
  fr: { parts: ['début', 'mi', 'fin'], frames: ['{A} se renouvelle {d}.', 'Le renouvellement de {A} est prévu {d}.'] },
  es: { parts: ['principios de', 'mediados de', 'finales de'], frames: ['{A} renueva a {d}.', 'La renovación de {A} es a {d}.'] },
  pt: { parts: ['início de', 'meados de', 'fim de'], frames: ['{A} renova no {d}.', 'A renovação de {A} é no {d}.'] },
};

/** A change of health told without its name. */
export const MOVED: Readonly<Record<Language, { up: string; down: string }>> = {
  en: { up: '{A} has gained {v} points in a month.', down: '{A} has lost {v} points in a month.' },
  de: { up: '{A} hat in einem Monat {v} Punkte zugelegt.', down: '{A} hat in einem Monat {v} Punkte verloren.' },
  fr: { up: '{A} a gagné {v} points en un mois.', down: '{A} a perdu {v} points en un mois.' },
  es: { up: '{A} ha subido {v} puntos en un mes.', down: '{A} ha perdido {v} puntos en un mes.' },
  pt: { up: 'A {A} ganhou {v} pontos em um mês.', down: 'A {A} perdeu {v} pontos em um mês.' },
};

export const NAMES: Said = {
  en: [
    'The {r} at {A} is {p}.',
    '{p} is the {r} of {A}.',
    'Speak with {p}, the {r} at {A}.',
    '!Your best contact there is {p} ({r}, {A}).',
    '!I would ask {p}, their {r}, what changed at {A}.',
  ],
  de: ['{r} bei {A} ist {p}.', 'Sprich mit {p}, {r} bei {A}.', '!Am besten fragst du {p}, den {r} von {A}.'],
  fr: ['Le {r} de {A} est {p}.', 'Parlez à {p}, {r} chez {A}.', '!Le mieux est d’appeler {p}, {r} chez {A}.'],
  es: ['El {r} de {A} es {p}.', 'Habla con {p}, {r} de {A}.', '!Lo mejor es llamar a {p}, {r} en {A}.'],
  pt: ['O {r} de {A} é {p}.', 'Fale com {p}, {r} de {A}.', '!O melhor é ligar para {p}, {r} na {A}.'],
};

/** What no result of these scenes holds. */
export const INVENTED: Said = {
  en: [
    '{A} has {x} open invoices.',
    '{A} opened {x} tickets last week.',
    'Their stock price moved {x} %.',
    'About {x} % of {A}’s users are unhappy with the product.',
    'They employ {x} people in Berlin.',
    'We spoke {x} times this quarter.',
    '{A} saves {x} hours a month with us.',
    'Some {x} competitors pitched to {A} recently.',
    '!{A} has logged {x} bugs since spring.',
    '!Their team grew by {x} people.',
    '!{A} spends {x} % of its budget on us.',
  ],
  de: [
    '{A} hat {x} offene Rechnungen.',
    'Etwa {x} % der Nutzer von {A} sind unzufrieden.',
    '{A} beschäftigt {x} Personen in Berlin.',
    '!{A} hat seit dem Frühling {x} Fehler gemeldet.',
    '!Das Team ist um {x} Personen gewachsen.',
  ],
  fr: [
    '{A} a {x} factures ouvertes.',
    'Environ {x} % des utilisateurs de {A} sont mécontents.',
    '!{A} consacre {x} % de son budget à notre produit.',
  ],
  es: [
    '{A} tiene {x} facturas abiertas.',
    'Cerca del {x} % de los usuarios de {A} están descontentos.',
    '!{A} dedica el {x} % de su presupuesto a nosotros.',
  ],
  pt: [
    '{A} tem {x} faturas em aberto.',
    'Cerca de {x} % dos usuários de {A} estão insatisfeitos.',
    '!{A} dedica {x} % do orçamento a nós.',
  ],
};

/** What a model works out by itself from two figures. */
export const COMPUTED: Said = {
  en: [
    'Together they are worth {x} a year.',
    'On average, health and churn risk come to {x}.',
    '{A} pays about {x} a month.',
    'Health and churn risk add up to {x}.',
    'That leaves {x} between health and churn risk at {A}.',
    '!Summed up, health plus churn risk is {x}.',
    '!Per month that is {x} from {A}.',
  ],
  de: ['Zusammen ergibt das {x}.', '!Gesundheit und Risiko ergeben zusammen {x}.'],
  fr: ['Au total, cela fait {x}.', '{A} paie environ {x} par mois.', '!La somme de la santé et du risque est {x}.'],
  es: ['En total son {x}.', '{A} paga unos {x} al mes.', '!La suma de salud y riesgo es {x}.'],
  pt: ['No total são {x}.', '{A} paga cerca de {x} por mês.', '!A soma de saúde e risco é {x}.'],
};

export const ROLES_SAID: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  champion: { en: 'champion', de: 'Champion', fr: 'champion', es: 'champion', pt: 'champion' },
  executive_sponsor: { en: 'executive sponsor', de: 'Sponsor', fr: 'sponsor', es: 'patrocinador', pt: 'patrocinador' },
};

/** True sentences beside figures, none of which is a claim about an account. */
export const HARMLESS: readonly string[] = [
  'Their SOC 2 audit is part of the story.',
  'They want support 24/7.',
  'I would plan this for H2 of FY26.',
  'The next step is a call on Thursday.',
  'Mai ist ein guter Monat dafür.',
  'Let us look at ISO 27001 together.',
  'Das besprechen wir am besten am Mittwoch.',
  'C’est un bon moment pour en parler en mars.',
  'Lo vemos el lunes con calma.',
  'Podemos falar na sexta-feira.',
  '1. Call the champion.',
  'One of them deserves a closer look.',
  'Nothing here needs you today.',
  'I would book 30 minutes with them within the next 48 hours.',
  'Shall I prepare three questions before Tuesday?',
  'Ich schlage vor, bis Ende nächster Woche 20 Minuten mit ihnen zu sprechen.',
  'Je conseille de relancer leur service financier dans les 48 heures.',
  'Recomiendo llamarles antes del viernes.',
  'Two things stand out here.',
  'A first draft can wait until the second meeting.',
];
