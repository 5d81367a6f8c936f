import { Notice } from '@wordpress/components';

type Props = {
	problem: { severity: 'error' | 'warning'; message: string } | null;
};

/** What is wrong with one field, right under it. */
export function FieldProblem( { problem }: Props ) {
	return problem === null ? null : (
		<Notice status={ problem.severity } isDismissible={ false }>
			{ problem.message }
		</Notice>
	);
}
