import { useState } from 'react';
import { Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import { fieldError, wordsOf } from '../../api/problem.ts';
import type { components } from '../../api/schema.d.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { factorsQuery } from './queries.ts';

interface RenameFactorProps {
  factor: components['schemas']['Factor'];
  onClose: () => void;
}

export function RenameFactor({ factor, onClose }: RenameFactorProps) {
  const [name, setName] = useState(factor.name);
  const cache = useQueryClient();
  const rename = useMutation({
    mutationFn: () =>
      must(
        client.PATCH('/api/v1/factors/{factorId}', {
          params: { path: { factorId: factor.id } },
          body: { name: name.trim() },
        }),
      ),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: factorsQuery.queryKey });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={`Rename ${factor.name}`}>
      <FormShell
        label={`Rename ${factor.name}`}
        action="Rename authenticator"
        loading={rename.isPending}
        error={rename.error ? wordsOf(rename.error) : undefined}
        onSubmit={rename.mutate}
      >
        <TextInput
          label="Name"
          maxLength={60}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fieldError(rename.error, '/name')}
        />
      </FormShell>
    </Modal>
  );
}
