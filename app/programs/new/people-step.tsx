'use client';

import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { v7 as uuidv7 } from 'uuid';
import { ROLES, type Role } from '@/server/core/people/access';
import type { DraftPerson } from './draft';
import type { StepProps } from './new-program';
import classes from './new-program.module.css';

/** Who takes part, with their roles. New people get a generated password, shown after the program is made. */
export function PeopleStep({ draft, change, issues }: StepProps) {
  const set = (id: string, part: Partial<DraftPerson>) =>
    change({ people: draft.people.map((person) => (person.id === id ? { ...person, ...part } : person)) });
  const add = () => change({ people: [...draft.people, { id: uuidv7(), name: '', roles: ['operator'] }] });
  return (
    <div className={classes.stack}>
      <p>
        You become a lead of this program yourself. People who are new here get a generated password, shown once when
        the program is made. More people can be invited later.
      </p>
      {draft.people.map((person, index) => (
        <fieldset key={person.id} className={classes.person}>
          <TextInput
            aria-label="Name of the person"
            placeholder="Name to sign in with"
            value={person.name}
            onChange={(event) => set(person.id, { name: event.currentTarget.value })}
            error={issues[`people.${index}.name`]}
            autoFocus={person.name === ''}
          />
          <Checkbox.Group
            label={`Roles of ${person.name || 'this person'}`}
            labelProps={{ className: classes.hidden }}
            value={person.roles}
            onChange={(roles) => set(person.id, { roles: roles as Role[] })}
            error={issues[`people.${index}.roles`] && 'Choose at least one role.'}
          >
            <div className={classes.choices}>
              {ROLES.map((role) => (
                <Checkbox key={role} value={role} label={role} />
              ))}
            </div>
          </Checkbox.Group>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`Remove ${person.name || 'this person'}`}
            onClick={() => change({ people: draft.people.filter((each) => each.id !== person.id) })}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </fieldset>
      ))}
      <div>
        <Button variant="default" onClick={add}>
          Add a person
        </Button>
      </div>
      {issues.people && <p className={classes.error}>{issues.people}</p>}
    </div>
  );
}
