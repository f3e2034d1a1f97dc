import type { Said } from './languages.ts';

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
