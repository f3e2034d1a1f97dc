import type { Language, Said } from './languages.ts';

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

/** A change of health told without its name. */
export const MOVED: Readonly<Record<Language, { up: string; down: string }>> = {
  en: { up: '{A} has gained {v} points in a month.', down: '{A} has lost {v} points in a month.' },
  de: { up: '{A} hat in einem Monat {v} Punkte zugelegt.', down: '{A} hat in einem Monat {v} Punkte verloren.' },
  fr: { up: '{A} a gagné {v} points en un mois.', down: '{A} a perdu {v} points en un mois.' },
  es: { up: '{A} ha subido {v} puntos en un mes.', down: '{A} ha perdido {v} puntos en un mes.' },
  pt: { up: 'A {A} ganhou {v} pontos em um mês.', down: 'A {A} perdeu {v} pontos em um mês.' },
};
