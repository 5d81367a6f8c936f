import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { CONFLICTS } from '../api/catalog';
import { tell } from '../api/client';
import { Refused } from '../api/errors';
import { PENDING } from '../api/pending';
import {
	actOnRun,
	approveRest,
	approveSome,
	getRun,
	runQuery,
	startRun,
	type RunAction,
} from '../api/runs';
import type { Run, RunKind, RunMode } from '../contract/rest/runs';
import { useAction } from '../ui/useAction';
import { isActive } from './active';
import { leaveOut, useLeftOut } from './left-out';
import { sleep, visible, runLoop } from './run-loop';
import { markOf, speedOf, type Mark, type Speed } from './speed';

/** The latest run of a kind, or one by its number; this page works on it while it is active. */
export function useRun( kind: RunKind, id?: number ) {
	const client = useQueryClient();
	const query = useMemo( () => runQuery( id ?? kind ), [ kind, id ] );
	const asked = useQuery( {
		...query,
		// A tab that was left open says how things are now: the run may have ended, or been decided elsewhere.
		refetchOnWindowFocus: true,
	} );
	const run = asked.data;
	const [ trouble, setTrouble ] = useState< unknown >( null );
	const [ round, setRound ] = useState( 0 );
	const [ speed, setSpeed ] = useState< Speed | null >( null );
	const mark = useRef< Mark | null >( null );
	const action = useAction();
	const leftOut = useLeftOut( run );

	const show = useCallback(
		( told: Run ) => {
			const now = Date.now();
			mark.current = markOf( told, now, mark.current );
			setSpeed( speedOf( told, mark.current, now ) );
			tell( client, query, told );
			if ( ! isActive( told.state ) ) {
				void client.invalidateQueries( { queryKey: CONFLICTS } );
				void client.invalidateQueries( { queryKey: PENDING } );
			}
		},
		[ client, query ]
	);
	const activeId = run && isActive( run.state ) ? run.id : null;
	useEffect( () => {
		const begun = client.getQueryData( query.queryKey );
		if ( activeId === null || ! begun ) {
			return;
		}
		const controller = new AbortController();
		mark.current = markOf( begun, Date.now(), mark.current );
		void runLoop( begun, {
			step: ( signal ) => actOnRun( activeId, 'step', signal ),
			read: ( signal ) => getRun( activeId, signal ),
			onRun: show,
			onTrouble: setTrouble,
			sleep,
			visible,
			now: Date.now,
			signal: controller.signal,
		} );
		return () => controller.abort();
	}, [ activeId, client, query, show, round ] );

	const press = async ( work: Promise< Run > ) => {
		try {
			const told = await work;
			setTrouble( null );
			show( told );
		} catch ( error ) {
			if ( error instanceof Refused ) {
				// Somebody else was faster: these buttons are out of date.
				void asked.refetch();
			}
			throw error;
		}
	};
	return {
		run,
		query: asked,
		trouble,
		/** Looks at it as it is now, and goes on working on it. */
		retry: async () => {
			setTrouble( null );
			await asked.refetch();
			setRound( ( last ) => last + 1 );
		},
		speed,
		action,
		start: ( mode: RunMode ) => press( startRun( kind, mode ) ),
		leftOut,
		leaveOut: ( items: number[] ) => {
			if ( run ) {
				leaveOut( run, items );
			}
		},
		/** All that waits, but what was left out; or only these items, and the others go on waiting. */
		approve: async ( items?: number[] ) => {
			if ( run && items ) {
				await press( approveSome( run, items ) );
			} else if ( run ) {
				await press( approveRest( run, leftOut ) );
				leaveOut( run, [] );
			}
		},
		act: async ( name: RunAction ) => {
			if ( run ) {
				await press( actOnRun( run.id, name ) );
				if ( name === 'discard' ) {
					leaveOut( run, [] );
				}
			}
		},
	};
}
