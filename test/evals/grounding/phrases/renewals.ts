import type { Language, Said } from './languages.ts';

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
