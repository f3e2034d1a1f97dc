import type { Language, Said } from './languages.ts';

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

export const ROLES_SAID: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  champion: { en: 'champion', de: 'Champion', fr: 'champion', es: 'champion', pt: 'champion' },
  executive_sponsor: { en: 'executive sponsor', de: 'Sponsor', fr: 'sponsor', es: 'patrocinador', pt: 'patrocinador' },
};
