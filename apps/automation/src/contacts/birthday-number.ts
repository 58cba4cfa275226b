/** `1990-02-29` and `--02-29` as 229: month and day in one number, by which today's birthdays are found. */
export function birthdayNumber(birthday: string | undefined): number | null {
  const [, month, day] = /(\d\d)-(\d\d)$/.exec(birthday ?? '') ?? []
  return month === undefined || day === undefined ? null : Number(month) * 100 + Number(day)
}
