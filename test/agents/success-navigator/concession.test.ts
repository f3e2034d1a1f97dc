import { expect, test } from '@jest/globals';
import { concessionIn } from '../../../agents/success-navigator/letter/concession.ts';

test.each([
  'we give you a free year',
  'the next quarter is on us',
  'Competitor Foo quoted you 12,000 EUR, we match it.',
  'We will waive the setup fee.',
  'We credit your account.',
  'There will be a credit of 500.',
  '15 % off',
  'You get 14 days free.',
  'the next quarter is free',
  'at no cost to you',
  'we halve the price',
  'We beat their price.',
  'Das nächste Quartal geht auf uns.',
  'Sie erhalten eine Gutschrift.',
  'Wir gehen beim Preis mit.',
  'Drei Monate kostenlos.',
  'Wir erlassen die Gebühr.',
  'Le prochain trimestre est gratuit.',
  'Nous vous offrons un trimestre.',
  'Nous nous alignons sur cette offre.',
  'Un avoir sur la prochaine facture.',
  'Nous renonçons aux frais.',
  'El próximo trimestre es gratis.',
  'El próximo trimestre va por nuestra cuenta.',
  'Igualamos su oferta.',
  'Le condonamos la cuota.',
  'O próximo trimestre é grátis.',
  'O próximo trimestre é por nossa conta.',
  'Cobrimos a oferta.',
  'Isentamos a taxa.',
])('concedes something: %s', (text) => {
  expect(concessionIn(text)).toBeDefined();
});

test.each([
  'Feel free to call me.',
  'Are you free on Thursday?',
  'Tell me which days are free next week.',
  'Do you have a free week in May?',
  'You can count on us.',
  'That depends on us.',
  'We want to match your calendar.',
  'That is to your credit.',
  'Can we free up some time?',
  'We offer our help.',
  'We pay attention to it.',
  'the quote you gave us',
  'Wir sprechen über den Vertrag.',
  'Nous vous proposons un appel.',
  'Votre offre actuelle',
  '¿Está libre el jueves?',
  'Podemos falar do contrato?',
])('concedes nothing: %s', (text) => {
  expect(concessionIn(text)).toBeUndefined();
});
