<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Refusal;

defined( 'ABSPATH' ) || exit;

/** What was asked of the outbox cannot be done: not_found, not_now, bad_decision, copy … */
final class OutboxRefused extends Refusal {}
