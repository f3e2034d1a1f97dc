import { words } from '../../models/kit/name-keys.ts';

/**
 * Words of the field that mean the same to a router, in English and, for the commonest, in German,
 * French and Spanish. The first of each line stands for all of them.
 */
const MEANINGS = `
health healthy unhealthy healthier score scores condition shape state status ok okay fine gesund gesundheit zustand geht lauft sante salud sana sano va
doing going fare faring
risk risks risky riskiest danger endangered threatened trouble worried worrying worry concern concerns gefahrdet gefahr risiko risque risques riesgo riesgos
churn churns churning churned leave leaves leaving lose losing lost attrition cancel cancels cancelling quit quitting abwandern kundigen kundigung kundigt verlieren perdre partir perdons abandonar perder perdemos
worse worst worsen worsened worsening decline declined declining declines drop dropped dropping drops fall fell falling down deteriorate deteriorated deteriorating slip slipped slipping degraded schlechter verschlechtert pire baisse empeorado peor
better best improve improved improving improves improvement rise rose rising gain gained recovered besser verbessert mieux ameliore mejor mejorado
change changed changes changing move moved moving shift shifted happen happened happening geandert passiert change cambiado cambio
why reason reasons cause causes caused causing explain explains explanation behind warum wieso weshalb pourquoi
list find search show shows display lists enumerate zeig zeige montre montrez muestra muestrame lista liste
which what welche welcher welches welchen quel quelle quels quelles cual cuales que
who whom wer wem qui quien quienes
account accounts customer customers client clients company companies konto konten kunde kunden kundin compte comptes cuenta cuentas cliente clientes
draft drafts drafting write writes writing compose composing entwurf schreib schreibe schreiben verfasse redige rediger ecris redacta redactar escribe escribir prepare
note notes email emails mail mails message messages letter outreach nachricht notiz nota mensaje correo courriel
digest summary summarise summarize briefing recap rundown zusammenfassung resume resumen
save saves saving keep keeping retain retaining retention rescue win-back winback retten halten sauver garder salvar retener conservar
renewal renew renews renewing renewals expire expires expiring renouvellement renouvelle renuevan renueva renovacion verlangerung verlangert verlangern
portfolio book overall portefeuille cartera portfolios
person people contact contacts stakeholder stakeholders someone kontakt kontakte ansprechpartner personnes contactos personas
champion champions advocate
sponsor sponsors
worth value arr revenue spend contract wert valeur valor
above over exceeding exceeds higher uber plus superieur encima mas
below under lower beneath unter moins inferieur debajo menos
predict predicts predicted prediction likely likelihood probability chance chances odds wahrscheinlich wahrscheinlichkeit probabilite probabilidad
forecast forecasts outlook projection prognose
plan strategy strategies playbook action actions
do should tun machen faire hacer
target goal reach get bring back raise bringen ziel objectif objetivo
whatif if suppose assume hypothetical simulate simulation simulates wenn falls si
usage use uses adoption adopt nutzung utilisation uso
month months monat monats mois mes
week weeks woche wochen semaine semana semanas
quarter quartal trimestre
today heute aujourd aujourdhui hoy
compare comparison versus vs vergleiche vergleich comparer comparar
segment segments benchmark
history trend trends trending development verlauf historique historial
evidence proof signals signal sign signs
record records log
red rot rote roten roter rouge rouges rojo rojos roja rojas
orange orangen naranja naranjas
yellow gelb gelbe gelben jaune jaunes amarillo amarillas
green grun grune grunen vert verts verde verdes
mine my own meine meiner meinen mein mes mon ma mis mi
`;

/** Words that carry no intent of their own. */
const NOISE = new Set(
  `a an the of to for in on at by with from and or but so please can could would you i we us me it its is are was were be been am has have had do does did
  this that these those there here they them their he she him her his hers our your just now then about as any all some also too very really hey hi hello
  greendoor want need like know tell give let thanks thank der die das den dem des ein eine einen einem ist sind und oder mit von vom zu zum zur im am
  bei fur wie es ich mir mich wir uns sie er ihm ihn bitte mal le la les un une des de du et ou avec pour dans sur est sont il elle lui nous vous je moi
  se ce cette l d s el los las y o con para en del al esta estan este por me te nos como au aux a comment`
    .trim()
    .split(/\s+/),
);

const MEANING_OF = new Map<string, string>();
for (const line of MEANINGS.trim().split('\n')) {
  const [meaning = '', ...others] = line.trim().split(/\s+/);
  for (const word of [meaning, ...others]) if (!MEANING_OF.has(word)) MEANING_OF.set(word, meaning);
}

/** The meaning a word stands for: its group's first word, else its stem. */
export function meaningOf(word: string): string {
  const known = MEANING_OF.get(word);
  if (known) return known;
  const stem = stemOf(word);
  return MEANING_OF.get(stem) ?? stem;
}

export function isNoise(word: string): boolean {
  return NOISE.has(word);
}

/** Whether the word belongs to the field's vocabulary or to the connecting words of a supported language. */
export function isKnown(word: string): boolean {
  return MEANING_OF.has(word) || MEANING_OF.has(stemOf(word)) || NOISE.has(word);
}

/** The meanings of a text's words, without noise. */
export function meanings(text: string): string[] {
  return words(text)
    .filter((word) => !NOISE.has(word))
    .map(meaningOf);
}

function stemOf(word: string): string {
  if (word.length < 5) return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
  return word
    .replace(/ies$/, 'y')
    .replace(/(sses|xes|ches|shes)$/, (ending) => ending.slice(0, -2))
    .replace(/([^s])s$/, '$1')
    .replace(/(?<=\w{3})(ing|ed|ly)$/, '')
    .replace(/(?<=\w{3})e$/, '')
    .replace(/(\w)\1$/, '$1');
}
