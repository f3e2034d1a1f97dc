import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { actionId, anyText, confirm, hasOneSource, imageSource, option, optionGroup, plain, plainOption } from './objects.ts';

/** Block elements, with Slack's limits. */

const { element } = LIMITS;
const placeholder = plain(element.placeholder).optional();
const focus = { focus_on_load: z.boolean().optional() };
const acts = { action_id: actionId, confirm: confirm.optional() };
const dispatch = {
  dispatch_action_config: z
    .strictObject({ trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).optional() })
    .optional(),
};
const style = z.enum(['primary', 'danger']).optional();
const label = z.string().max(element.accessibilityLabel).optional();

export const button = z.strictObject({
  type: z.literal('button'),
  ...acts,
  text: plain(element.buttonText),
  value: z.string().max(element.buttonValue).optional(),
  url: z.string().max(element.url).optional(),
  style,
  accessibility_label: label,
});

export const image = z
  .strictObject({ type: z.literal('image'), alt_text: z.string().min(1).max(LIMITS.block.imageAlt), ...imageSource })
  .refine(hasOneSource, 'needs exactly one of image_url and slack_file');

const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...acts,
  options: z.array(plainOption).min(1).max(element.overflowOptions),
});

const listed = { options: z.array(option).min(1).max(element.listedOptions) };
const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  ...acts,
  ...focus,
  ...listed,
  initial_options: z.array(option).min(1).optional(),
});
const radio = z.strictObject({ type: z.literal('radio_buttons'), ...acts, ...focus, ...listed, initial_option: option.optional() });

const choices = {
  options: z.array(plainOption).min(1).max(element.options).optional(),
  option_groups: z.array(optionGroup).min(1).max(element.options).optional(),
};
const oneKind = (select: { options?: unknown; option_groups?: unknown }) =>
  (select.options === undefined) !== (select.option_groups === undefined);
const select = z
  .strictObject({ type: z.literal('static_select'), ...acts, ...focus, placeholder, ...choices, initial_option: plainOption.optional() })
  .refine(oneKind, 'needs exactly one of options and option_groups');
const multiSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...acts,
    ...focus,
    placeholder,
    ...choices,
    initial_options: z.array(plainOption).min(1).optional(),
    max_selected_items: z.number().int().min(1).optional(),
  })
  .refine(oneKind, 'needs exactly one of options and option_groups');
const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  ...acts,
  ...focus,
  placeholder,
  initial_user: z.string().optional(),
});

const date = z.strictObject({
  type: z.literal('datepicker'),
  ...acts,
  ...focus,
  placeholder,
  initial_date: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d$/)
    .optional(),
});
const time = z.strictObject({
  type: z.literal('timepicker'),
  ...acts,
  ...focus,
  placeholder,
  initial_time: z
    .string()
    .regex(/^\d\d:\d\d$/)
    .optional(),
  timezone: z.string().optional(),
});

const typed = { action_id: actionId, ...focus, ...dispatch, placeholder };
const plainInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    ...typed,
    initial_value: z.string().max(element.inputLength).optional(),
    multiline: z.boolean().optional(),
    min_length: z.number().int().min(0).max(element.inputLength).optional(),
    max_length: z.number().int().min(1).max(element.inputLength).optional(),
  })
  .refine(
    (input) => input.initial_value === undefined || input.max_length === undefined || input.initial_value.length <= input.max_length,
    'initial_value is longer than max_length',
  );
const email = z.strictObject({ type: z.literal('email_text_input'), ...typed, initial_value: z.string().optional() });
const url = z.strictObject({ type: z.literal('url_text_input'), ...typed, initial_value: z.string().optional() });
const number = z.strictObject({
  type: z.literal('number_input'),
  ...typed,
  is_decimal_allowed: z.boolean(),
  initial_value: z.string().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
});

const verdict = z.strictObject({
  text: plain(element.buttonText),
  value: z.string().min(1).max(element.buttonValue),
  accessibility_label: label,
});
const feedback = z.strictObject({
  type: z.literal('feedback_buttons'),
  action_id: actionId,
  positive_button: verdict,
  negative_button: verdict,
});
const icon = z.strictObject({
  type: z.literal('icon_button'),
  ...acts,
  icon: z.string().min(1),
  text: plain(element.buttonText),
  value: z.string().max(element.buttonValue).optional(),
  accessibility_label: label,
  visible_to_user_ids: z.array(z.string()).optional(),
});

export const actionElement = z.discriminatedUnion('type', [
  button,
  overflow,
  checkboxes,
  radio,
  select,
  multiSelect,
  usersSelect,
  date,
  time,
]);
export const accessory = z.discriminatedUnion('type', [
  button,
  image,
  overflow,
  checkboxes,
  radio,
  select,
  multiSelect,
  usersSelect,
  date,
  time,
]);
export const inputElement = z.discriminatedUnion('type', [
  plainInput,
  email,
  url,
  number,
  checkboxes,
  radio,
  select,
  multiSelect,
  usersSelect,
  date,
  time,
]);
export const contextAction = z.discriminatedUnion('type', [feedback, icon]);
export const contextElement = z.union([image, anyText(LIMITS.block.contextText)]);
export const urlSource = z.strictObject({ type: z.literal('url'), url: z.string().min(1), text: z.string().min(1) });
