/**
 * Words people use in questions and messages. One of them alone never names an account or a person,
 * unless it is written as a name ("how is Notion?") and is the whole name.
 */
const ENGLISH = `
a about above across active actually add after again against ago all almost alone along already also always am among an and another any
anybody anyone anything are around art as ask at available away back bad be became because become been before begin behind being believe
below best better between big both bring but buy by call came can case cause change changed changes check clear close closed come coming
compare complete consider could create current customer customers cut daily date day days deal decide deep detail details did different
digest do does doing done down draft drive drop dropped due during each early easy either else email end enough even ever every everyone
everything example expect explain fall fast feel few figure fill find fine first fix follow for forward found four free friday from full
further gave general get getting give given go goes going gone good got grace grant great green grew ground group grow growing had half hand
happen happened happening happy hard has have having he head hear held hello help her here hers hey hi high higher him his history hold
home hope hour hours how however if important improve in include including increase inside instead into is it its itself january february
march april may june july august september october november december job join just keep key kind know known large last late later latest
lead learn least leave left less let letter level life light like likely line list little live long look looking lost lot low lower made
mail main make many mark matter may maybe me mean meet meeting meetings mention message mid might mind mine minute minutes monday month
monthly months more morning most move moved much must my name near need needs never new news next nice no nobody none nor not note notes
nothing now number of off offer office often ok okay old on once one only open or orange order other others our ours out outside over own
page part past pay people per percent person pick place plan plans play please point points possible present prepare press problem problems
put quarter question questions quick quickly quiet quite ran rate rather reach read ready real really reason reasons recent recently red
reply report request rest result results rich right rise risk risks risky rob role run said same saturday save saw say says score scores
second section see seem seen send sense set several shall share she short should show side signal signals simple since single situation six
size slow small so some somebody someone something soon sort sound speak spend stable stand start started state status stay step steps still
stop strong such summary sunday support sure take taken talk tell ten term test text than thank thanks that the their them then there these
they thing things think this those though three through thursday time times to today together told tomorrow too took top total toward track
trend true try trying tuesday turn two type under understand until up update upon us use used user users using usual value version very view
wait want was watch way we wednesday week weekly weeks well went were what whats when where whether which while who whole whom whose why will
win with within without wonder word words work working worry worse worst worth would write wrong year yearly years yellow yes yesterday yet
you your yours`;

const CUSTOMER_SUCCESS = `
account accounts adoption advocacy agent ai alert alerts amount analysis analytics api approval approve arr attention attrition average bands
budget business cancel cancellation cancelled champion champions churn churned churning company competitor confidence contact contacts contract
contracts cost counts critical crm csat csm dashboard data decline declined declining degraded deterioration deteriorated deteriorating
dimension downturn drivers engagement escalation escalations evidence executive expansion factor factors feature features finance financial
forecast greendoor growth health healthy invoice invoices kpi leaver license login logins manager metric metrics milestone money nps onboarding
opportunity outlook outreach owner owners ownership payment performance playbook portfolio predict prediction probability product progress project
proposal rank rating recommend recommendation recovery reduce relationship renew renewal renewals renewed renewing renews response retain retention
revenue review risks roi save savings seats sector segment segments sentiment service services shape simulate slipping software sponsor sponsors
stakeholder stakeholders strategy struggling success survey surveys system systems target team teams tech technology ticket tickets trend trending
trouble unhealthy upcoming upsell usage utilization value warning winback`;

const GERMAN = `
aber alle als also am an auch auf aus bei beim bin bis bitte da danke dann das dass dem den der des die dies diese dieser dir doch du ein eine
einem einen einer er erstellen es euch fur gefahrdet gefahr geht gibt gegen hallo hat hatte hilfe ich ihm ihn ihr im in ist kann kein keine konto
konten kunde kunden kundigung lauft man mehr mein meine meinen meiner meisten mich mir mit monat monate nach nachricht nicht noch nur ob oder ohne
schlecht schlechter schreib schreibe schreiben sehr sein seine seit sich sie sind so tag tage und uns unser unsere unter unternehmen vertrag
verlangerung vertrage von vor wann war warum was welche welchem welchen welcher wenn wer werden weshalb wie wieso wir wird wo woche wochen zeig
zeige zu zum zur zusammenfassung zustand gesund gesundheit risiko entwurf tagen`;

const FRENCH = `
ai au aux avec bonjour ce ces cet cette chez client clients combien comment compte comptes dans de depuis des deux dois donc du elle elles en entre
est et eux faire fait faut il ils je jour jours la le les leur leurs lui ma mais merci mes moi moins mois mon montre ne nos notre nous on ou par
pas plus pour pourquoi prochains quand que quel quelle quelles quels qui quoi redige risque sa salut sans sante se sera ses si son sont sous sur
ta te tes toi ton tous tout toute tres tu un une va vers vos votre vous ecris message renouvellement renouvellements resume semaine aide`;

const SPANISH = `
al algo antes ayuda bien buenos cliente clientes como con cual cuales cuando cuanto cuenta cuentas de del desde dia dias donde dos el ella ellos en
entre es esa ese esta estan estas este estos estoy gracias ha hasta hay hola hoy la las le les lo los mas me mes meses mi mis muestra muy nada
nos nosotros o para peor pero por porque que quien quienes renovacion renovaciones renuevan resumen riesgo salud se semana ser si sin sobre son
su sus te tiene tienen todo todos tu un una y yo escribe redacta mensaje nota borrador ayer`;

const COMMON_WORDS: ReadonlySet<string> = new Set(
  [ENGLISH, CUSTOMER_SUCCESS, GERMAN, FRENCH, SPANISH].flatMap((text) => text.trim().split(/\s+/)),
);

/** Words so many companies carry that one alone says little about which is meant. */
export const COMPANY_WORDS: ReadonlySet<string> = new Set(
  `analytics bank capital care clinic cloud consulting digital dynamics energy enterprises financial foods global group health healthcare
   holdings hospital industries insurance international labs logistics manufacturing media medical networks partners payments pharma retail
   services software solutions studio systems tech technologies technology works`
    .trim()
    .split(/\s+/),
);

/** Whether a word of normalised text (`words`) says nothing about who is meant. Knows regular endings. */
export function isCommonWord(word: string): boolean {
  if (COMMON_WORDS.has(word) || /^\d+$/.test(word) || word.length < 2) return true;
  for (const ending of ['s', 'es', 'ed', 'd', 'ing', 'ly', 'er', 'est']) {
    if (word.endsWith(ending) && word.length - ending.length >= 3) {
      const stem = word.slice(0, -ending.length);
      if (COMMON_WORDS.has(stem) || (ending === 'ing' && COMMON_WORDS.has(`${stem}e`))) return true;
    }
  }
  return false;
}
