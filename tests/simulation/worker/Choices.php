<?php
declare( strict_types=1 );

namespace SorsApi\Simulation;

use SorsApi\Admin\UserCustomer;
use SorsApi\Counterparts\LinkedCustomers;
use SorsApi\Services;

/** What takes owner and staff more than one click. */
final class Choices {

	public const NAMES = [ 'leaveOut', 'decides', 'ticks', 'linkUser' ];

	/** @var callable(string, string, array<string, mixed>): array<string, mixed> */
	private $rest;

	public function __construct( callable $rest ) {
		$this->rest = $rest;
	}

	public function carryOut( string $name, array $args ): array {
		switch ( $name ) {
			case 'leaveOut':
				return $this->leaveOut( (float) $args['which'] );
			case 'decides':
				return $this->decide( (float) $args['which'], (bool) $args['approves'] );
			case 'ticks':
				return $this->tick( (float) $args['which'], (bool) $args['done'] );
			default:
				return $this->linkUser( (array) $args['buyer'], (string) $args['code'] );
		}
	}

	/** One of the new products of a preview; all else of it is left to the next run. */
	private function leaveOut( float $which ): array {
		$run = $this->ask( 'POST', 'runs', [ 'kind' => 'catalog', 'mode' => 'preview' ] );
		while ( in_array( $run['state'] ?? '', [ 'queued', 'reading' ], true ) && null === $run['resumesAt'] ) {
			$run = $this->ask( 'POST', "runs/{$run['id']}/step" );
		}
		if ( 'awaiting_approval' !== ( $run['state'] ?? '' ) ) {
			return [ 'left' => [], 'state' => $run['state'] ?? '' ];
		}
		$items = $this->ask( 'GET', "runs/{$run['id']}/items", [ 'action' => 'create', 'per_page' => 100 ] )['items'] ?? [];
		$item  = $items[ (int) ( $which * count( $items ) ) ] ?? null;
		if ( null === $item ) {
			$this->ask( 'POST', "runs/{$run['id']}/discard" );
			return [ 'left' => [] ];
		}
		$run = $this->ask( 'POST', "runs/{$run['id']}/approve", [ 'leaveOut' => [ $item['id'] ] ] );
		return [ 'left' => isset( $run['state'] ) ? [ $item['code'] ] : [] ];
	}

	/** One of the changes that wait. Where it is approved, a run begins that goes on in the background. */
	private function decide( float $which, bool $approves ): array {
		$items = $this->ask( 'GET', 'pending', [ 'per_page' => 100 ] )['items'] ?? [];
		$item  = $items[ (int) ( $which * count( $items ) ) ] ?? null;
		return null === $item ? [ 'pressed' => null ] : $this->ask( 'POST', 'pending/decide', [ 'ids' => [ $item['id'] ], 'as' => $approves ? 'approve' : 'discard' ] );
	}

	/** All that is listed before, and the one that was ticked: as done, or as not entered after all. */
	private function tick( float $which, bool $done ): array {
		$listed  = $this->ask( 'GET', 'payments', [ 'per_page' => 100 ] )['items'] ?? null;
		$choice  = $done ? $listed : ( $this->ask( 'GET', 'payments', [ 'kind' => 'entered', 'per_page' => 100 ] )['items'] ?? null );
		$payment = $choice[ (int) ( $which * count( $choice ?? [] ) ) ] ?? null;
		$noted   = null === $payment ? 0 : $this->ask( 'POST', 'payments', [ 'entryIds' => [ $payment['entryId'] ], 'done' => $done ] )['noted'] ?? 0;
		return [ 'listed' => $listed, 'ticked' => $noted > 0 ? $payment : null ];
	}

	/** On the page of the user; '' = no customer any more. */
	private function linkUser( array $buyer, string $code ): array {
		$user = Buyers::userOf( $buyer );
		wp_set_current_user( 1 );
		$errors = new \WP_Error();
		$_POST  = [ 'sors_customer_code' => $code, 'sors_customer_nonce' => wp_create_nonce( "sors_customer_$user" ) ];
		( new UserCustomer( ( new Services() )->orders()->linkedCustomers() ) )->save( $errors, true, (object) [ 'ID' => $user ] );
		$_POST = [];
		return [ 'problems' => $errors->get_error_messages(), 'linked' => LinkedCustomers::of( $user )['code'] ?? '' ];
	}

	private function ask( string $method, string $route, array $params = [] ): array {
		$answer = ( $this->rest )( $method, $route, $params );
		return 200 === $answer['status'] || 201 === $answer['status'] ? (array) $answer['data'] : [];
	}
}
