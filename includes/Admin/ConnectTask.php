<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use Automattic\WooCommerce\Admin\Features\OnboardingTasks\Task;
use Automattic\WooCommerce\Admin\Features\OnboardingTasks\TaskLists;
use SorsApi\Overview\Decisions;
use SorsApi\Settings\Access;

defined( 'ABSPATH' ) || exit;

/** "Connect with SORS" among the things to do next on WooCommerce's home screen. */
final class ConnectTask extends Task {

	// phpcs:disable PSR1.Methods.CamelCapsMethodName -- The names are WooCommerce's.

	private const LIST = 'extended';

	private Decisions $decisions;

	public static function add( Decisions $decisions ): void {
		$list = TaskLists::get_list( self::LIST );
		if ( null === $list ) {
			return;
		}
		$task            = new self( $list );
		$task->decisions = $decisions;
		TaskLists::add_task( self::LIST, $task );
	}

	public function get_id(): string {
		return 'sors-connect';
	}

	public function get_title(): string {
		return __( 'Connect with SORS', 'sors-api-for-woocommerce' );
	}

	public function get_content(): string {
		return '';
	}

	public function get_time(): string {
		return __( '3 minutes', 'sors-api-for-woocommerce' );
	}

	public function get_action_url(): string {
		return Menu::url( [ 'path' => 'connect' ] );
	}

	public function is_complete(): bool {
		return $this->decisions->isConfigured();
	}

	public function can_view(): bool {
		return current_user_can( Access::CAPABILITY );
	}
}
