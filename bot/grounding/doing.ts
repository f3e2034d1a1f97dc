import { datesIn } from './reading/dates.ts';

/** What a reply may say it did. Nothing is sent by a model; the rest may have been done in this turn, by a person's press. */
export type Deed = 'sent' | 'done';

/** What each language says of a deed, in small letters: by whoever speaks ("I have sent"), of the thing itself ("the note was sent"), alone ("Sent."). */
interface Wording {
  sent: string;
  done: string;
  /** Begins a claim of one's own. A verb that holds the person itself ("envié") is in `own`. */
  speaker: string;
  own?: { sent: string; done: string };
  /** How something is said to have been sent, or done just now; that a plan is completed is a fact, no claim. */
  passive: { sent: string; done: string };
  /** Whoever speaks, alone: a model sends nothing on any day. */
  single: string;
  alone: string;
  /** What takes place now. */
  running?: string;
  promise?: string;
  /** Whom one person turned to: "I have asked Tom", "let them know". Who else did is a fact. */
  reached: string;
  not: string;
}

const THING: Readonly<Record<string, string>> = {
  en: 'message|e-?mail|mail|note|draft|letter|outreach|call|task|plan|playbook|change|stage|step|update|owner|reminder|meeting|entry|it|this|everything|that|approval|request',
  de: 'nachricht|e-?mail|mail|notiz|entwurf|schreiben|anruf|aufgabe|plan|playbook|änderung|schritt|erinnerung|termin|eintrag|es|das|alles|antrag|freigabe',
  fr: 'message|e-?mail|courriel|note|brouillon|lettre|appel|tâche|plan|playbook|changement|étape|rappel|rendez-vous|tout|cela|ça|demande',
  es: 'mensaje|correo|e-?mail|nota|borrador|carta|llamada|tarea|plan|playbook|cambio|paso|recordatorio|reunión|todo|eso|solicitud',
  pt: 'mensagem|e-?mail|nota|rascunho|carta|ligação|chamada|tarefa|plano|playbook|mudança|alteração|passo|lembrete|reunião|tudo|isso|pedido',
};

const WORDINGS: Readonly<Record<string, Wording>> = {
  en: {
    sent: 'sent|e-?mailed|mailed|delivered|dispatched|forwarded|posted|shared|messaged|notified|informed',
    done: 'recorded|logged|saved|stored|updated|changed|set(?! out| up)|marked|added|created|scheduled|booked|started|launched|paused|completed|closed|approved|rejected|assigned|moved|deleted|removed|enabled|cancell?ed',
    speaker: "(?:i(?:['’]ve| have| had)?|we(?:['’]ve| have))(?: (?:just|already|now|also|successfully|gone ahead and))*",
    passive: {
      sent: '(?:has been|have been|was|were|is being|will be|got)(?: (?:just|already|now|successfully))*',
      done: '(?:has been|have been|is now|are now)(?: (?:just|already|now|successfully))*',
    },
    single: 'i',
    alone: '(?:all )?(?:done|sent|recorded|logged|saved|updated|approved|started|scheduled|completed)',
    running: '(?:it|the playbook|the plan|this) (?:is|has) (?:now )?(?:running|live|started|underway|in progress|active now)',
    promise: "(?:i|we)(?:['’]ll| will| am going to| are going to)(?: \\w+){0,2} (?:send|e-?mail|mail|deliver|forward)",
    reached:
      "(?:i(?:['’]ve| have)?)(?: (?:just|already|now|also|gone ahead and))* (?:told|asked|called|phoned|contacted|pinged|invited|reminded|spoken|spoke|talked|written|wrote|reached out|followed up|checked in|arranged|agreed|nudged|escalated|raised|let(?= [^.;]{1,40} know))",
    not: "not|never|n['’]t|nothing|no|none|before|until|unless|once|after|only|if|when|waits?|waiting|approv(?:al|es?)|needs?|press",
  },
  de: {
    sent: 'gesendet|geschickt|versendet|verschickt|gemailt|zugestellt|weitergeleitet|informiert|benachrichtigt|gepostet',
    done: 'erfasst|eingetragen|gespeichert|aktualisiert|geändert|gesetzt|markiert|angelegt|erstellt|geplant|gebucht|gestartet|pausiert|abgeschlossen|erledigt|genehmigt|freigegeben|abgelehnt|zugewiesen|gelöscht|hinzugefügt|vermerkt|protokolliert',
    speaker: '(?:ich habe|wir haben|habe ich|haben wir|hab ich|ich hab)',
    passive: { sent: '(?:wurde|wurden|ist|sind)', done: '(?:wurde|wurden)' },
    single: 'ich',
    alone: '(?:alles )?(?:erledigt|gesendet|verschickt|gespeichert|eingetragen|genehmigt|gestartet|fertig)',
    running: '(?:es|das playbook|der plan) (?:läuft|ist gestartet|ist aktiv)(?: jetzt| nun)?',
    promise: '(?:ich werde|wir werden|ich|wir)(?: [\\p{L}-]+){0,6} (?:senden|verschicken|schicken)(?: werde| werden)?',
    reached:
      "(?:ich habe|habe ich|ich hab)(?: [\\p{L}\\p{M}’'-]+){0,7}? (?:gefragt|angerufen|kontaktiert|erinnert|eingeladen|angeschrieben|geschrieben|vereinbart|gebeten|mitgeteilt|gesprochen|bescheid gegeben|nachgefasst|eskaliert|organisiert)",
    not: 'nicht|nie|nichts|kein|keine|keinen|bevor|bis|sobald|nach|nur|wenn|falls|wartet|freigabe|genehmigung|muss|soll',
  },
  fr: {
    sent: 'envoyée?s?|transmise?s?|transférée?s?|expédiée?s?|postée?s?|partagée?s?|informée?s?|prévenue?s?',
    done: 'enregistrée?s?|notée?s?|sauvegardée?s?|mise?s? à jour|modifiée?s?|changée?s?|ajoutée?s?|créée?s?|planifiée?s?|programmée?s?|lancée?s?|démarrée?s?|suspendue?s?|terminée?s?|approuvée?s?|validée?s?|rejetée?s?|supprimée?s?|marquée?s?',
    speaker: "(?:j[’']ai|nous avons|on a)(?: (?:bien|déjà|aussi|également))*",
    passive: {
      sent: "(?:a été|ont été|est|sont|vient d[’']être)(?: (?:bien|déjà|désormais|maintenant))*",
      done: "(?:a été|ont été|vient d[’']être)(?: (?:bien|déjà))*",
    },
    single: "j[’']ai",
    alone: "(?:c[’']est )?(?:fait|envoyée?|enregistrée?|lancée?|approuvée?)",
    running: "(?:il|elle|c[’']|le playbook|le plan) ?(?:est (?:lancé|en cours|démarré)|tourne)",
    promise: "(?:je vais|nous allons|j[’']enverrai|nous enverrons)(?: [\\p{L}’']+){0,2} ?(?:envoyer|transmettre)?",
    reached:
      "j[’']ai(?: (?:bien|déjà|aussi|également))* (?:relancé|contacté|appelé|invité|demandé|rappelé|écrit|convenu|parlé|organisé|sollicité|alerté)e?s?",
    not: 'pas|jamais|rien|aucune?|avant|jusqu|dès|après|seulement|si|quand|attend|approbation|doit|faut',
  },
  es: {
    sent: 'enviad[oa]s?|mandad[oa]s?|reenviad[oa]s?|entregad[oa]s?|publicad[oa]s?|informad[oa]s?|avisad[oa]s?',
    done: 'registrad[oa]s?|anotad[oa]s?|guardad[oa]s?|actualizad[oa]s?|cambiad[oa]s?|añadid[oa]s?|cread[oa]s?|programad[oa]s?|iniciad[oa]s?|lanzad[oa]s?|pausad[oa]s?|completad[oa]s?|cerrad[oa]s?|aprobad[oa]s?|rechazad[oa]s?|asignad[oa]s?|eliminad[oa]s?|marcad[oa]s?',
    speaker: '(?:he|hemos)(?: (?:ya|también))*',
    own: {
      sent: 'envié|mandé|reenvié|enviamos|mandamos',
      done: 'registré|anoté|guardé|actualicé|cambié|añadí|creé|programé|inicié|lancé|completé|aprobé|rechacé|asigné',
    },
    passive: {
      sent: '(?:ha sido|han sido|fue|fueron|está|están|se ha|se han)(?: (?:ya|ahora))*',
      done: '(?:ha sido|han sido|se ha|se han|queda)(?: (?:ya|ahora))*',
    },
    single: 'he|envié|mandé|reenvié',
    alone: '(?:listo|hecho|enviado|registrado|guardado|aprobado|iniciado)',
    running: '(?:el playbook|el plan|ya)? ?está (?:en marcha|en curso|activo)',
    promise: '(?:voy a|vamos a) (?:enviar|mandar)|(?:enviaré|enviaremos|mandaré)',
    reached:
      '(?:he(?: (?:ya|también))* (?:llamado|contactado|preguntado|pedido|escrito|invitado|recordado|acordado|hablado|concertado)|(?:llamé|contacté|pedí|escribí|pregunté|hablé|avisé|invité|concerté|acordé|recordé))',
    not: 'no|nunca|nada|ningun[oa]?|antes|hasta|cuando|después|solo|sólo|si|espera|aprobación|debe|hay que',
  },
  pt: {
    sent: 'enviad[oa]s?|mandad[oa]s?|encaminhad[oa]s?|entregues?|publicad[oa]s?|informad[oa]s?|avisad[oa]s?',
    done: 'registrad[oa]s?|registad[oa]s?|anotad[oa]s?|salv[oa]s?|guardad[oa]s?|atualizad[oa]s?|alterad[oa]s?|mudad[oa]s?|adicionad[oa]s?|criad[oa]s?|agendad[oa]s?|iniciad[oa]s?|lançad[oa]s?|pausad[oa]s?|concluíd[oa]s?|fechad[oa]s?|aprovad[oa]s?|rejeitad[oa]s?|atribuíd[oa]s?|excluíd[oa]s?|marcad[oa]s?',
    speaker: '(?:eu|nós|já)(?: já)?',
    own: {
      sent: 'enviei|mandei|encaminhei|enviamos',
      done: 'registrei|registei|anotei|salvei|guardei|atualizei|alterei|mudei|adicionei|criei|agendei|iniciei|lancei|pausei|concluí|aprovei|rejeitei|marquei',
    },
    passive: { sent: '(?:já )?(?:foi|foram|está|estão)(?: (?:já|agora))*', done: '(?:já )?(?:foi|foram)(?: (?:já|agora))*' },
    single: 'enviei|mandei|encaminhei',
    alone: '(?:pronto|feito|enviado|registrado|salvo|aprovado|iniciado)',
    running: '(?:o playbook|o plano)? ?está (?:em andamento|rodando|a correr|ativo)',
    promise: '(?:vou|vamos) (?:enviar|mandar)|enviarei|enviaremos',
    reached: '(?:liguei|contatei|contactei|pedi|escrevi|perguntei|convidei|avisei|falei|lembrei|combinei|cobrei|acionei)',
    not: 'não|nunca|nada|nenhum[a]?|antes|até|quando|depois|só|somente|se|espera|aguarda|aprovação|deve',
  },
};

const B = '(?<![\\p{L}\\p{M}])';
const E = '(?![\\p{L}\\p{M}])';
const GAP = "(?: [\\p{L}\\p{M}’'-]+){0,7}?";

const claims = Object.entries(WORDINGS).map(
  ([language, { sent, done, speaker, own, passive, single, alone, running, promise, reached, not }]) => {
    const both = `${sent}|${done}`;
    const thing = THING[language];
    const gap = language === 'de' ? GAP : language === 'en' ? '' : '(?: [\\p{L}\\p{M}]+){0,1}?';
    const any = (...patterns: (string | undefined)[]) => new RegExp(patterns.filter(Boolean).join('|'), 'u');
    const passively = (verbs: string, how: string) =>
      language === 'de'
        ? `${B}(?:${thing})${E}${GAP} ${how}${E}${GAP} (?:${verbs})${E}`
        : `${B}(?:${thing})${E}(?: (?:to|for|of|à|a|para|de|au|an|pour) [^,.;:]{1,40}?| [\\p{L}\\p{M}]+)? ${how} (?:${verbs})${E}`;
    return {
      /** Words of which every claim holds one: quickly made and asked, and most sentences have none. */
      sentWords: any(sent, own?.sent, promise, reached),
      doneWords: any(both, own?.done, running, alone),
      sent: any(
        `${B}${speaker}${gap} (?:${sent})${E}`,
        own && `${B}(?:${own.sent})${E}`,
        passively(sent, passive.sent),
        promise && `${B}(?:${promise})${E}`,
        `${B}${reached}${E}`,
        `^\\W*(?:${alone} ?[,:–—-] ?)?(?:e-?mail |message |note |nachricht |message |mensaje |mensagem )?(?:${sent})[.!]`,
      ),
      done: any(
        `${B}${speaker}${gap} (?:${both})${E}`,
        own && `${B}(?:${own.done})${E}`,
        passively(done, passive.done),
        running && `^\\W*(?:${running})${E}`,
        `^\\W*(?:${alone})\\s*[.!,–—]`,
      ),
      single: new RegExp(`${B}(?:${single})${E}`, 'u'),
      not: new RegExp(`${B}(?:${not})${E}|n['’]t${E}`, 'u'),
    };
  },
);

/** A distance in time, or somebody else who did it: what happened before, which is no claim of this turn. So is what has a date. */
const PAST =
  /(?<!\p{L})(?:ago|yesterday|last|vor|gestern|zuletzt|letzt\p{L}*|il y a|hier|derni\p{L}*|hace|ayer|últim\p{L}*|há|ontem|since|seit|depuis|desde|earlier|previously|bereits am|by \p{Lu}\p{L}+|von \p{Lu}\p{L}+|par \p{Lu}\p{L}+|por \p{Lu}\p{L}+)(?!\p{L})/u;
const isDated = (text: string): boolean => datesIn(text).dates.some(({ readings }) => readings[0]?.[0]?.kind === 'date');

/** Words of somebody else. A quote that does not end is none. */
const QUOTED = /“[^”]{1,400}”|«[^»]{1,400}»|„[^“”]{1,400}[“”]/g;

/** Sentences are shorter; what is longer is read only so far. */
const LONGEST = 600;

/**
 * What a sentence says or promises was done in this turn: `sent`, or something else. What it quotes is said by another; facts of the past ("we last wrote on
 * 19 Nov"), what waits for somebody, and what was not done are no claims.
 */
export function deedClaimed(sentence: string): Deed | undefined {
  const text = sentence.slice(0, LONGEST).normalize('NFC').replace(QUOTED, ' ');
  // Patterns that pay no heed to case take the engine many times longer to make. By way of capitals, so that "ſ" is an "s".
  const small = text.toUpperCase().toLowerCase();
  for (const { sentWords, doneWords, sent, done, single, not } of claims) {
    const isSent = sentWords.test(small) && sent.test(small);
    const deed = isSent ? 'sent' : doneWords.test(small) && done.test(small) ? 'done' : undefined;
    if (deed && !not.test(small) && ((deed === 'sent' && single.test(small)) || !(PAST.test(text) || isDated(text)))) return deed;
  }
  return undefined;
}
