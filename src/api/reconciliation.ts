import {
	reconciliationResponse,
	type FindingKind,
} from '../contract/rest/reconciliation';
import { request } from './request';

export const getReconciliation = (
	query: {
		kind?: FindingKind;
		search?: string;
		page?: number;
		per_page?: number;
	},
	signal?: AbortSignal
) => request( reconciliationResponse, 'reconciliation', { query, signal } );

export const startReconciliation = () =>
	request( reconciliationResponse, 'reconciliation', { method: 'POST' } );
