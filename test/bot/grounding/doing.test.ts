import { describe, expect, test } from '@jest/globals';
import { deedClaimed } from '../../../bot/grounding/doing.ts';

describe('what a model says it did is a claim, in five languages', () => {
  test.each([
    ['sent', 'I’ve sent the note to Ada.'],
    ['sent', 'I have just e-mailed them.'],
    ['sent', 'Your message to Ada has been sent.'],
    ['sent', 'I will send it right away.'],
    ['sent', 'I sent the summary to Ada on 27 November.'],
    ['sent', 'Message sent!'],
    ['sent', 'Ich habe die Nachricht an Ada gesendet.'],
    ['sent', 'Die E-Mail an Ada wurde verschickt.'],
    ['sent', 'J’ai envoyé le message à Ada.'],
    ['sent', 'Le message a été envoyé.'],
    ['sent', 'He enviado el correo a Ada.'],
    ['sent', 'Envié el mensaje.'],
    ['sent', 'El correo ha sido enviado.'],
    ['sent', 'Enviei a mensagem para a Ada.'],
    ['sent', 'A mensagem foi enviada.'],
    ['done', 'I’ve recorded the call.'],
    ['done', 'I have updated the stage to adopting.'],
    ['done', 'The playbook has been started.'],
    ['done', 'Done.'],
    ['done', 'It is running now.'],
    ['done', 'I approved the draft.'],
    ['done', 'Ich habe den Anruf eingetragen.'],
    ['done', 'Die Aufgabe wurde angelegt.'],
    ['done', 'Erledigt.'],
    ['done', 'J’ai enregistré l’appel.'],
    ['done', 'C’est fait.'],
    ['done', 'He registrado la llamada.'],
    ['done', 'Registré la llamada.'],
    ['done', 'Listo.'],
    ['done', 'Registrei a chamada.'],
    ['done', 'A tarefa foi criada.'],
  ])('%s: %s', (deed, text) => expect(deedClaimed(text)).toBe(deed));
});

describe('facts of the past, what waits and what was not done are none', () => {
  test.each([
    'We last wrote on 19 Nov.',
    'They sent an e-mail on 12 Nov.',
    'The note was sent on 12 November by Sarah.',
    'The plan was completed on 2 March 2026.',
    'The plan is completed.',
    'The draft waits for approval; nothing was sent.',
    'I have not sent anything.',
    'Once you approve, the message will be sent.',
    'Sie haben zuletzt am 12. November geschrieben.',
    'Ich habe nichts gesendet.',
    'Der Entwurf wartet auf Freigabe.',
    'Le plan est terminé.',
    'Je n’ai pas envoyé le message.',
    'El plan está completado.',
    'No he enviado nada.',
    'O rascunho aguarda aprovação.',
    'Health fell 34 points in 30 days.',
    'We have seen this before.',
    'The champion left on 31 Oct.',
    'A budget was approved on 8 Nov.',
    'Usage is done by a few people only.',
  ])('%s', (text) => expect(deedClaimed(text)).toBeUndefined());
});
